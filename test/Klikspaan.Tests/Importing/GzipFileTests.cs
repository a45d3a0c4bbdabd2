using System.Text;
using FsCheck.Xunit;
using Klikspaan.Importing;

namespace Klikspaan.Tests.Importing;

/// <summary>What is wrong with a compressed file, and what can be had of it.</summary>
public sealed class GzipFileTests
{
    static readonly byte[] Whole = Encode.Gzip(Encode.Utf8("one two three four"));

    public static TheoryData<byte[], string, string> Files => new()
    {
        { Whole, "one two three four", "" },
        { [.. Whole, .. Encode.Gzip(Encode.Utf8(" five"))], "one two three four five", "" },
        { [.. Whole, .. "junk"u8], "one two three four", $"gzip: expected the end of the file, or another member, after what was compressed, found more bytes from byte {Whole.Length} on, which were not read" },
        { [.. Whole, 0x1F], "one two three four", "cut: expected the rest of what was compressed, found the end of the file" },
        { Whole[..^3], "one two three four", "cut: expected the rest of what was compressed, found the end of the file" },
        { [.. Whole[..^8], 1, 2, 3, 4, .. Whole[^4..]], "one two three four", "gzip: expected bytes with the checksum and the length that stand behind them, found others: any of them may have been changed" },
        { [.. Whole[..10], 0xFF, 0xFF, 0xFF, 0xFF], "", "gzip: expected compressed bytes, found others, in what begins at byte 0: what comes from there on was not read, or only in part" },
        { [], "", "cut: expected the rest of what was compressed, found the end of the file" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_is_read_up_to_where_it_is_broken_and_that_is_told(byte[] file, string text, string fault)
    {
        var (found, said) = await ReadAsync(file);

        Assert.Equal((text, fault), (Encoding.UTF8.GetString(found), said is null ? "" : $"{said.Kind}: expected {said.Expected}, found {said.Found}"));
    }

    [Property(MaxTest = 300)]
    public async Task Any_bytes_behind_a_whole_file_throw_nothing_and_never_change_what_it_held(byte[] behind)
    {
        var (found, said) = await ReadAsync([.. Whole, .. behind]);

        Assert.StartsWith("one two three four", Encoding.UTF8.GetString(found), StringComparison.Ordinal);
        Assert.Equal(behind.Length == 0, said is null);
    }

    static async Task<(byte[] Found, EntryFault? Fault)> ReadAsync(byte[] file)
    {
        var found = new List<byte>();
        var fault = await GzipFile.ReadAsync(new MemoryStream(file), b => found.AddRange(b.Span), TestContext.Current.CancellationToken);
        return ([.. found], fault);
    }
}
