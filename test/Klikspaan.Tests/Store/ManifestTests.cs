using System.Security.Cryptography;
using System.Text;
using FsCheck.Xunit;
using Klikspaan.Store;

namespace Klikspaan.Tests.Store;

public sealed class ManifestTests
{
    static readonly ManifestEntry Entry = new(
        "captured", new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), "captures/x.har", new('a', 64), 12, "a \"b\"\n\u202E\u0000.har", "har", "klikspaan 1", "1", "",
        new Dictionary<string, string> { ["tester"] = "T1", ["build"] = "16.0" });

    [Fact]
    public void What_was_added_is_read_back()
    {
        using var place = new Workplace();
        var path = place.Path("manifest.jsonl");
        Manifest.Read(path).Append(Entry);
        Manifest.Read(path).Append(Entry with { Bytes = long.MaxValue, At = Entry.At.ToOffset(TimeSpan.FromHours(2)) });

        var manifest = Manifest.Read(path);

        Assert.Empty(manifest.Faults);
        Assert.Equivalent(new[] { Entry, Entry with { Bytes = long.MaxValue } }, manifest.Entries, strict: true);
    }

    [Fact]
    public void A_line_ends_in_a_seal_over_the_line_and_the_seal_before_it()
    {
        using var place = new Workplace();
        var path = place.Path("manifest.jsonl");
        var manifest = Manifest.Read(path);
        manifest.Append(Entry);
        manifest.Append(Entry);

        var lines = File.ReadAllLines(path);

        const string Body = "{\"event\":\"captured\",\"at\":\"2026-01-02T03:04:05Z\",\"file\":\"captures/x.har\",\"sha256\":\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\"bytes\":12,\"source\":\"a \\\"b\\\"\\n\u202E\\u0000.har\",\"format\":\"har\",\"tool\":\"klikspaan 1\",\"knowledge\":\"1\",\"remark\":\"\",\"meta\":{\"build\":\"16.0\",\"tester\":\"T1\"}";
        var first = Seal($"\n{Body}}}");
        Assert.Equal([$"{Body},\"seal\":\"{first}\"}}", $"{Body},\"seal\":\"{Seal($"{first}\n{Body}}}")}\"}}"], lines);
    }

    [Property(MaxTest = 30)]
    public void Any_text_in_a_line_is_read_back_without_a_fault(string? source, string? remark, string? key)
    {
        using var place = new Workplace();
        var path = place.Path("manifest.jsonl");
        var manifest = Manifest.Read(path);
        var entry = Entry with { Source = source ?? "", Remark = remark ?? "", Meta = new Dictionary<string, string> { [key ?? ""] = source ?? "" } };
        manifest.Append(entry);
        manifest.Append(entry);

        var read = Manifest.Read(path);

        Assert.Empty(read.Faults);
        Assert.Equal([Whole(entry.Source), Whole(entry.Source)], read.Entries.Select(e => e.Source));
        Assert.Equal(Whole(entry.Remark), read.Entries[1].Remark);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1,\"seal\":\"\"}")]
    [InlineData("{\"event\":1,\"seal\":\"\"}")]
    [InlineData("{\"event\":\"captured\",\"seal\":\"\"}")]
    [InlineData("{\"event\":\"captured\",\"at\":\"2026-13-02\",\"file\":\"\",\"sha256\":\"\",\"bytes\":1,\"source\":\"\",\"format\":\"\",\"tool\":\"\",\"knowledge\":\"\",\"remark\":\"\",\"meta\":{},\"seal\":\"\"}")]
    [InlineData("{\"event\":\"captured\",\"at\":\"2026-01-02\",\"file\":\"\",\"sha256\":\"\",\"bytes\":1e99,\"source\":\"\",\"format\":\"\",\"tool\":\"\",\"knowledge\":\"\",\"remark\":\"\",\"meta\":{},\"seal\":\"\"}")]
    [InlineData("{\"event\":\"captured\",\"at\":\"2026-01-02\",\"file\":\"\",\"sha256\":\"\",\"bytes\":1,\"source\":\"\",\"format\":\"\",\"tool\":\"\",\"knowledge\":\"\",\"remark\":\"\",\"meta\":[],\"seal\":\"\"}")]
    [InlineData("{\"event\":\"captured\",\"at\":\"2026-01-02\",\"file\":\"\",\"sha256\":\"\",\"bytes\":1,\"source\":\"\",\"format\":\"\",\"tool\":\"\",\"knowledge\":\"\",\"remark\":\"\",\"meta\":{\"a\":\"1\",\"a\":\"2\"},\"seal\":\"\"}")]
    [InlineData("{\"event\":\"\\ud800\",\"seal\":\"\"}")]
    public void A_line_that_is_no_manifest_line_is_a_fault_and_the_rest_is_read(string line)
    {
        using var place = new Workplace();
        var path = place.Path("manifest.jsonl");
        Manifest.Read(path).Append(Entry);
        File.AppendAllText(path, line + "\n");
        Manifest.Read(path).Append(Entry);

        var manifest = Manifest.Read(path);

        Assert.Equal(["manifest.jsonl:2: the line is broken off or is no manifest line"], manifest.Faults);
        Assert.Equal(2, manifest.Captures.Count());
    }

    [Fact]
    public void A_line_whose_seal_does_not_fit_is_a_fault_once_and_is_still_read()
    {
        using var place = new Workplace();
        var path = place.Path("manifest.jsonl");
        Manifest.Read(path).Append(Entry);
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"bytes\":12", "\"bytes\":13", StringComparison.Ordinal));
        Manifest.Read(path).Append(Entry);

        var manifest = Manifest.Read(path);

        Assert.Equal(["manifest.jsonl:1: the seal does not fit the line and the lines before it"], manifest.Faults);
        Assert.Equal([13L, 12L], manifest.Captures.Select(c => c.Bytes));
    }

    static string Seal(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Half a character has no place in UTF-8.</summary>
    static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
