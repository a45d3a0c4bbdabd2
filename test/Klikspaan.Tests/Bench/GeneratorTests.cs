using System.Text;
using Klikspaan.Bench.Generating;
using Klikspaan.Bench.Scoring;
using Klikspaan.Store;

namespace Klikspaan.Tests.Bench;

public sealed class GeneratorTests : IDisposable
{
    const int Size = 4_000_000;
    readonly string folder = Directory.CreateTempSubdirectory("klikspaan-bench-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_same_seed_gives_the_same_files_and_another_seed_others()
    {
        var (first, again, other) = (Write("first/c.har", 1), Write("again/c.har", 1), Write("other/c.har", 2));

        Assert.All(Directory.GetFiles(Path.GetDirectoryName(first)!), f => Assert.Equal(File.ReadAllBytes(f), File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(again)!, Path.GetFileName(f)))));
        Assert.NotEqual(File.ReadAllBytes(first), File.ReadAllBytes(other));
    }

    [Fact]
    public void Each_planted_literal_stands_in_its_entry_after_the_stated_layers()
    {
        var capture = Write("c.har", 3);
        var bytes = File.ReadAllBytes(capture);
        var truth = Score.Read<TruthRow>(capture + ".truth.jsonl").ToList();

        Assert.True(truth.Count > 40, $"{truth.Count} planted values");
        Assert.All(truth, t => Assert.Contains(t.Literal, Follow.To(bytes.AsSpan((int)t.Start, (int)(t.End - t.Start)), t.Place, t.Layers), StringComparison.Ordinal));
        Assert.All(Score.Read<TruthRow>(capture + ".near.jsonl").Where(n => n.Place != "answer"), n =>
            Assert.Contains(n.Literal, Follow.To(bytes.AsSpan((int)n.Start, (int)(n.End - n.Start)), n.Place, n.Layers), StringComparison.Ordinal));
    }

    [Fact]
    public void Each_shape_stands_in_its_entry_as_a_value_by_itself()
    {
        var capture = Write("c.har", 3);
        var bytes = File.ReadAllBytes(capture);
        var shapes = Score.Read<TruthRow>(capture + ".shapes.jsonl").ToList();

        Assert.True(shapes.Select(s => s.Form).Distinct().Count() > 15, $"{shapes.Count} shapes");
        Assert.Contains(shapes, s => Shapes.Kind(s.Form).Length == 0);
        Assert.All(shapes, s => Assert.Equal(s.Literal, Follow.To(bytes.AsSpan((int)s.Start, (int)(s.End - s.Start)), s.Place, s.Layers)));
    }

    [Fact]
    public void The_range_of_an_entry_is_that_entry()
    {
        var capture = Write("c.har", 4);
        var entries = System.Text.Json.JsonDocument.Parse(File.ReadAllBytes(capture)).RootElement.GetProperty("log").GetProperty("entries");
        var bytes = File.ReadAllBytes(capture);

        Assert.All(Score.Read<TruthRow>(capture + ".truth.jsonl"), t =>
            Assert.Equal(entries[t.Entry - 1].GetRawText(), Encoding.UTF8.GetString(bytes[(int)t.Start..(int)t.End])));
    }

    [Fact]
    public void The_dossier_is_one_that_the_product_reads_and_holds_all_values()
    {
        Write("c.har", 5);

        var planted = DossierFile.Read(File.ReadAllBytes(Path.Combine(folder, "dossier.yaml"))).Planted;

        Assert.Equal(85, planted.Count);
        Assert.Equal(PlantedValues.All.Select(p => (p.Label, p.Text, p.Kind)), planted.Select(p => (p.Label, p.Value, p.Kind)));
    }

    [Fact]
    public void No_value_is_part_of_another_in_any_spelling()
    {
        var texts = PlantedValues.All.Concat(PlantedValues.Others).Select(p => p.Text.ToUpperInvariant()).ToList();

        Assert.Empty(from a in texts from b in texts where !ReferenceEquals(a, b) && a.Contains(b, StringComparison.Ordinal) select (a, b));
    }

    [Theory]
    [InlineData("raw", "Zoë Fluitman", "Zoë Fluitman")]
    [InlineData("url", "Zoë F", "Zo%C3%AB%20F")]
    [InlineData("url, plus", "Zoë F", "Zo%C3%AB+F")]
    [InlineData("url, small digits", "Zoë F", "Zo%c3%ab%20F")]
    [InlineData("url twice", "Zoë F", "Zo%25C3%25AB%2520F")]
    [InlineData("json", "a\"b\\ø", "a\\\"b\\\\\\u00f8")]
    [InlineData("json twice", "a\"b", "a\\\\\\\"b")]
    [InlineData("html", "B&W <a>", "B&amp;W &lt;a&gt;")]
    [InlineData("hex", "foobar", "666f6f626172")]
    [InlineData("base64", "fooba", "Zm9vYmE=")]
    [InlineData("base64 in a longer one, 0", "fooba", "Zm9vYm")]
    [InlineData("base64 in a longer one, 1", "foobar", "Zvb2Jhc")]
    [InlineData("base64 in a longer one, 2", "foobar", "mb29iYX")]
    [InlineData("utf-16 in hex", "fo", "66006f00")]
    [InlineData("base32", "fooba", "MZXW6YTB")]
    [InlineData("base32", "foobar", "MZXW6YTBOI")]
    [InlineData("rot13", "Klikspaan 5", "Xyvxfcnna 5")]
    [InlineData("reversed", "abc", "cba")]
    [InlineData("md5", "foobar", "3858f62230ac3c915f300c664312c63f")]
    [InlineData("sha1 in base64", "foobar", "iEPX+SQWIR3p67lj/0zigSWTKHg=")]
    [InlineData("sha256, first 8", "foobar", "c3ab8ff1")]
    public void A_form_writes_what_its_specification_says(string form, string value, string literal) =>
        Assert.Equal(literal, Forms.All.Single(f => f.Name == form).Encode(value, Encoding.UTF8.GetBytes(value)));

    string Write(string name, ulong seed)
    {
        var file = Path.Combine(folder, name);
        Files.Write(Size, seed, file);
        return file;
    }
}
