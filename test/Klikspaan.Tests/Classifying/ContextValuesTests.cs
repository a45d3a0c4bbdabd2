using Klikspaan.Classifying;

namespace Klikspaan.Tests.Classifying;

/// <summary>Values that are found only where the name of the field says what it holds, and how seldom a find is an accident.</summary>
public sealed class ContextValuesTests
{
    const string Body = """{"initials":"jj4","other":"jj4","Initials_Upper":"JJ4","initialsDigest":"6a6a34","crc":"8b6f0f6c","n":2339308396,"checksum":2339308396}""";

    [Fact]
    public async Task A_short_value_is_found_in_the_fields_of_its_context_alone()
    {
        using var place = Made("""
              - label: initials
                value: jj4
                context: [initials, initialsUpper, initials-digest]
            """);
        await place.ImportAsync(Workplace.Har(Workplace.Entry("https://h.example/jj4?initials=jj4&x=jj4", Body)));

        Assert.Equal(
            ["query:/initials|raw|1 in 2^15", "content:/initials|raw|1 in 2^15", "content:/Initials_Upper|raw (upper case)|1 in 2^15", "content:/initialsDigest|hex|1 in 2^15"],
            await RowsAsync(place));
    }

    [Fact]
    public async Task A_checksum_is_found_only_where_the_field_says_that_it_holds_one()
    {
        using var place = Made("  - label: host\n    value: werkplek-0042\n");
        var crc = new Crc32();
        crc.Add("werkplek-0042"u8);
        await place.ImportAsync(Workplace.Har(Workplace.Entry("https://h.example/t", $$"""{"crc":"{{crc.Value:x8}}","id":"{{crc.Value:x8}}","Check_Sum":"{{crc.Value:X8}}","hash":{{crc.Value}},"n":{{crc.Value}}}""")));

        var rows = await RowsAsync(place);
        Assert.Equal(["content:/crc|crc32", "content:/Check_Sum|crc32", "content:/hash|crc32"], rows.Select(r => r[..r.LastIndexOf('|')]));
        Assert.All(rows, r => Assert.Matches("1 in 2\\^2[0-9]$", r));
        Assert.Contains("the CRC-32 digest", (await place.DoAsync("report", "--to", "md", "-o", "-")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Digits_that_were_cut_name_the_chance_of_an_accident_and_whole_ones_do_not()
    {
        using var place = Made("  - label: host\n    value: werkplek-0042\n");
        var hex = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("werkplek-0042"u8));
        await place.ImportAsync(Workplace.Har(Workplace.Entry("https://h.example/t", $$"""{"whole":"{{hex}}","cut":"{{hex[..8]}}"}""")));

        var digests = new PlantedSearch([new("host", "werkplek-0042", "text")]).Digests;
        Assert.Equal(["content:/whole|sha256|", $"content:/cut|sha256, first 8 digits|1 in 2^{32 - (int)Math.Ceiling(Math.Log2(digests))}"], await RowsAsync(place));
    }

    [Theory]
    [InlineData("raw", "ab12", 20)]
    [InlineData("raw", "12345678", 26)]
    [InlineData("raw", "werkplek-0042", null)]
    [InlineData("sha256, first 12 digits", "werkplek-0042", 38)]
    [InlineData("sha256", "werkplek-0042", null)]
    [InlineData("crc32", "werkplek-0042", 22)]
    [InlineData("raw", "123456782", 29)]
    [InlineData("raw", "1234.56.782", 29)]
    [InlineData("raw", "+31 6 12345678", 36)]
    [InlineData("raw", "123456789012345", null)]
    [InlineData("raw", "qwrtzpsdfg", 47)]
    [InlineData("raw", "12345678é", null)]
    [InlineData("murmur3-32", "werkplek-0042", 22)]
    public void The_chance_is_that_of_the_characters_or_digits(string form, string value, int? bits) => Assert.Equal(bits, AccidentChance.Of(WrittenForm.Parse(form), value, 1000));

    [Theory]
    [InlineData("raw (without separators)", "NL91 ABNA 0417 1643 00", "iban", null)]
    [InlineData("raw (without separators)", "12:34:56:78:90:12", "mac", 39)]
    [InlineData("raw (unique part)", "Verslag van qwrtzpsdfg", "document-title", 47)]
    [InlineData("raw", "Verslag van qwrtzpsdfg", "document-title", null)]
    [InlineData("murmur3-32", "werkplek-0042", "text", 22)]
    [InlineData("sha256", "werkplek-0042", "text", null)]
    public void The_chance_is_that_of_the_spelling_that_was_found(string form, string value, string kind, int? bits) =>
        Assert.Equal(bits, AccidentChance.Of(WrittenForm.Parse(form), new PlantedValue("p", value, kind), () => 1000));

    [Fact]
    public async Task A_short_value_without_context_and_a_long_one_with_it_are_refused()
    {
        using var place = Made("  - label: a\n    value: ab\n  - label: b\n    value: werkplek-0042\n    context: host\n  - label: c\n    value: x\n    context: host\n");

        var run = await place.DoAsync("show", "planted");

        Assert.Equal(4, run.Code);
        Assert.Contains("dossier.yaml:4:12: a planted value needs at least 6 bytes", run.Error, StringComparison.Ordinal);
        Assert.Contains("dossier.yaml:7:14: 'context' is for values of fewer than 6 bytes", run.Error, StringComparison.Ordinal);
        Assert.Contains("dossier.yaml:9:12: a planted value needs at least 6 bytes", run.Error, StringComparison.Ordinal);
    }

    static Workplace Made(string planted)
    {
        var place = new Workplace();
        Klikspaan.Store.Dossier.Create(place.Path(Workplace.Name));
        place.Write($"{Workplace.Name}/dossier.yaml", "version: 1\nplanted:\n" + planted);
        return place;
    }

    static async Task<List<string>> RowsAsync(Workplace place)
    {
        var run = await place.DoAsync("show", "planted", "--format", "csv", "--columns", "path,value_form,chance");
        Assert.True(run.Code == 0, run.Error);
        return [.. Csv.Read(run.Out).Skip(1).Select(r => string.Join('|', r))];
    }
}
