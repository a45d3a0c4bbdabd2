using Klikspaan.Tests.Store;

namespace Klikspaan.Tests.Cli;

/// <summary>The chapter of the report on entities, countries and instruments. All that it tells of is synthetic.</summary>
public sealed class LocationReportTests
{
    static async Task<Workplace> MadeAsync(string transfers)
    {
        var place = new Workplace();
        place.Plant();
        place.Write("d/knowledge/recipients/acme.yaml", """
            id: acme
            name: Acme Cloud Ltd
            sources:
              - {id: s, url: https://acme.example/about, date: 2026-01-02, says: It was read., certainty: verified}
            domains:
              - {domain: host.example, source: s}
            entities:
              - {as: ultimate parent, name: Acme Corp., country: US, method: annual report, source: s}
            """);
        place.Write("d/transfers/a.yaml", transfers);
        place.Write("country.mmdb", MaxMindFile.OfCountries(("9.9.9.0/24", "US")));
        var entry = Workplace.Entry("https://host.example/x", "{}").Replace("2026-01-02T", "2020-08-01T", StringComparison.Ordinal).Replace("\"request\":", "\"serverIPAddress\":\"9.9.9.1\",\"request\":", StringComparison.Ordinal);
        Assert.Equal(0, (await place.ImportAsync(Workplace.Har(entry))).Code);
        return place;
    }

    const string Relied = "transfers:\n  - {exporter: a ministry, importer: Acme Corp., instrument: privacy-shield, document: contract.pdf, date: 2026-03-01, by: privacy officer}\n";

    [Theory]
    [InlineData("en", "For what went to", "declared invalid on 2020-07-16 (C-311/18)", "country by synthetic-country of 2026-01-01", "Acme Cloud Ltd: entity at the top of the group: Acme Corp.", "not established by a source that was read: entity with which customers contract and entity that operates the service")]
    [InlineData("nl", "Voor wat naar", "ongeldig verklaard op 2020-07-16 (C-311/18)", "land volgens synthetic-country van 2026-01-01", "Acme Cloud Ltd: rechtspersoon aan het hoofd van de groep: Acme Corp.", "niet vastgesteld door een bron die is gelezen: rechtspersoon met wie klanten een overeenkomst sluiten en rechtspersoon die de dienst uitvoert")]
    public async Task It_says_what_held_of_an_instrument_where_the_server_was_and_who_is_behind_it_in_both_languages(string language, params string[] expected)
    {
        using var place = await MadeAsync(Relied);
        var run = await place.DoAsync("report", "--lang", language, "--to", "md", "-o", "-", "--ip-database", "country.mmdb");

        Assert.Equal((0, ""), (run.Code, run.Error));
        foreach (var text in expected)
        {
            Assert.Contains(text, run.Out.Replace("\\", "", StringComparison.Ordinal).Replace("\n", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_map_is_a_drawing_with_title_description_and_a_table_behind_it()
    {
        using var place = await MadeAsync(Relied);
        var run = await place.DoAsync("report", "--lang", "en", "--to", "html", "-o", "-", "--ip-database", "country.mmdb");
        var figure = run.Out[run.Out.IndexOf("id=\"locations\"", StringComparison.Ordinal)..];
        var drawing = figure[figure.IndexOf("<svg", StringComparison.Ordinal)..(figure.IndexOf("</svg>", StringComparison.Ordinal) + 6)];

        Assert.Contains("role=\"img\"", drawing, StringComparison.Ordinal);
        Assert.Contains("Which product sent to which operator, and in which country a database places the address of the server</title>", drawing, StringComparison.Ordinal);
        Assert.Contains("<title>US</title>", drawing, StringComparison.Ordinal);
        Assert.Contains("<title>Acme Cloud Ltd</title>", drawing, StringComparison.Ordinal);
        Assert.Equal(2, drawing.Split("<path").Length - 1);
        Assert.Contains("<table", figure[..figure.IndexOf("Instruments on which people rely", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_was_supplied_or_written_down_that_is_said()
    {
        using var place = await MadeAsync("transfers: []\n");
        var run = await place.DoAsync("report", "--lang", "en", "--to", "md", "-o", "-");

        Assert.Contains("no database of addresses was supplied", run.Out, StringComparison.Ordinal);
        Assert.Contains("Not recorded: nobody wrote down on which instrument they rely.", run.Out, StringComparison.Ordinal);
        Assert.Contains("of 1 that is not established", run.Out, StringComparison.Ordinal);
    }
}
