using System.Text.Json;
using Klikspaan.Tests.Store;

namespace Klikspaan.Tests.Cli;

/// <summary>Where requests went, who stands behind the hosts, and on what people rely. Captures, databases, companies and terms are synthetic.</summary>
public sealed class LocationTests
{
    const string Operator = """
        id: acme
        name: Acme Cloud Ltd
        country: IE
        sources:
          - {id: s, date: 2026-01-02, says: It was read., certainty: verified}
          - {id: u, date: 2026-01-02, says: It was heard., certainty: uncertain}
        domains:
          - {domain: host.example, source: s}
        entities:
          - {as: contracting, name: Acme Sales B.V., country: NL, for: customers in the Netherlands, method: contract, source: s}
          - {as: operating, name: Acme Heard Inc., method: other document, source: u}
          - {as: ultimate parent, name: Acme Corp., country: US, method: annual report, source: s}
        """;

    const string Relied = """
        transfers:
          - {exporter: a ministry, importer: Acme Corp., instrument: privacy-shield, document: "contract.pdf, page 4", date: 2026-03-01, by: privacy officer}
          - {exporter: a ministry, importer: nobody seen, instrument: scc-2021, document: other.pdf, date: 2026-03-01, by: privacy officer}
        """;

    static string Entry(string url, string address, string day = "2026-01-02") =>
        Workplace.Entry(url, "{\"a\":1}").Replace("2026-01-02T", day + "T", StringComparison.Ordinal).Replace("\"request\":", $"\"serverIPAddress\":{Facts.Json(address)},\"request\":", StringComparison.Ordinal);

    static async Task<Workplace> MadeAsync(params string[] entries)
    {
        var place = new Workplace();
        place.Plant();
        place.Write("d/knowledge/recipients/acme.yaml", Operator);
        place.Write("country.mmdb", MaxMindFile.OfCountries(("9.9.8.0/24", "NL"), ("9.9.9.0/24", "US")));
        Assert.Equal(0, (await place.ImportAsync(Workplace.Har(entries))).Code);
        return place;
    }

    static async Task<List<string>> RowsAsync(Workplace place, string table, string columns, params string[] more)
    {
        var run = await place.DoAsync(["show", table, "--columns", columns, "--format", "ndjson", .. more]);
        Assert.Equal((0, ""), (run.Code, run.Error));
        return [.. run.Lines.Where(l => l.Length > 0).Select(l => string.Join('|', JsonDocument.Parse(l).RootElement.EnumerateObject().Select(p => p.Value.ValueKind == JsonValueKind.Array ? string.Join("; ", p.Value.EnumerateArray()) : p.Value.ToString())))];
    }

    [Fact]
    public async Task Each_fact_about_a_recipient_stands_by_itself_with_its_source()
    {
        using var place = await MadeAsync(Entry("https://host.example/x", "9.9.9.1"));

        Assert.Equal(
            ["host.example|Acme Cloud Ltd|IE|Acme Sales B.V. (NL), for customers in the Netherlands|not established|Acme Corp. (US)|US|contracting: Acme Sales B.V.: contract, recipients/acme#s, 2026-01-02; ultimate parent: Acme Corp.: annual report, recipients/acme#s, 2026-01-02"],
            await RowsAsync(place, "locations", "host,operator,operator_country,contracting_entity,operating_entity,ultimate_parent,parent_country,entity_sources"));
    }

    [Fact]
    public async Task A_server_is_placed_by_the_database_that_the_user_supplies_with_its_name_and_day()
    {
        using var place = await MadeAsync(Entry("https://host.example/x", "9.9.9.1"), Entry("https://host.example/y", "[9.9.9.2]"), Entry("https://host.example/z", "9.9.8.1"), Entry("https://other.example/", "127.0.0.1"), Entry("https://third.example/", "7.7.7.7"), Workplace.Entry("https://fourth.example/"), Workplace.Entry("https://9.9.8.7/"));
        var rows = await RowsAsync(place, "locations", "host,server_country,addresses,server_country_method,date,exchanges", "--ip-database", "country.mmdb");

        Assert.Equal(
            [
                "host.example|US|9.9.9.1; 9.9.9.2|address (serverIPAddress) by an IP database|2026-01-01|2", "host.example|NL|9.9.8.1|address (serverIPAddress) by an IP database|2026-01-01|1",
                "other.example|not established|127.0.0.1|not established: the address (serverIPAddress) is one of this device itself, as of a proxy on it|2026-01-01|1",
                "third.example|not established|7.7.7.7|not established: the database names no country for this address|2026-01-01|1",
                "fourth.example|not established||not established: the capture does not tell the address of the server|not established|1",
                "9.9.8.7|NL|9.9.8.7|address (address that the request names) by an IP database|2026-01-01|1",
            ], rows);
        var statement = (await RowsAsync(place, "locations", "statement,locator", "--ip-database", "country.mmdb"))[0].Split('|');
        Assert.Matches("^sent to a server at an address that synthetic-country \\(SHA-256 [0-9a-f]{64}\\) of 2026-01-01 places in country US$", statement[0]);
        var (from, length) = At(statement[1]);
        Assert.Equal("9.9.9.1", System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(place.Path("a.har"))[from..(from + length)]));
        Assert.Equal("not established: no IP database was supplied (ip_database in dossier.yaml, or --ip-database FILE)", (await RowsAsync(place, "locations", "server_country_method"))[0]);
    }

    [Fact]
    public async Task The_database_can_stand_in_the_dossier_and_a_person_can_say_of_which_day_it_is()
    {
        using var place = await MadeAsync(Entry("https://host.example/x", "9.9.9.1"));
        place.Write("d/list.csv", "9.9.9.0,9.9.9.255,US\n");
        File.AppendAllText(place.InDossier("dossier.yaml"), "ip_database: list.csv\nip_database_name: A list\nip_database_date: 2025-12-31\n");
        Assert.Matches("^US\\|A list \\(SHA-256 [0-9a-f]{64}\\)\\|2025-12-31$", Assert.Single(await RowsAsync(place, "locations", "server_country,source,date")));

        var missing = await place.DoAsync("show", "locations", "--ip-database", "none.mmdb");
        Assert.Equal(4, missing.Code);
        Assert.Contains("none.mmdb is not there", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instrument_is_shown_as_it_stood_on_the_day_and_who_relies_on_it_and_nothing_is_called_a_transfer()
    {
        using var place = await MadeAsync(Entry("https://host.example/x", "9.9.9.1", "2020-07-16"));
        place.Write("d/transfers/a.yaml", Relied);
        var rows = await RowsAsync(place, "locations", "host,instrument,instrument_status,instrument_next,by,exchanges");

        Assert.Equal(
            [
                "host.example|privacy-shield|declared invalid 2020-07-16 (C-311/18)|none known|privacy officer, 2026-03-01: a ministry to Acme Corp., by contract.pdf, page 4 (transfers/a.yaml:2)|1",
                "not established|scc-2021|not established: nothing was observed|not established|privacy officer, 2026-03-01: a ministry to nobody seen, by other.pdf (transfers/a.yaml:3)|0",
            ], rows);
        Assert.Equal(
            "US: companies in the USA that were on the list of the Privacy Shield on that day, for the kind of data (of staff or other) that they were listed for; the operator is established in IE; whether it was on the list that day: not recorded; for which kind of data (hr, non-hr): not recorded",
            (await RowsAsync(place, "locations", "instrument_scope"))[0]);
        var all = await place.DoAsync("show", "locations", "--ip-database", "country.mmdb", "--columns", "all", "--format", "csv");
        Assert.DoesNotMatch("(?i)\\btransfer(red|s)?\\b(?!/)|doorgifte|\\bvalid\\b|\\blawful", all.Out);
    }

    [Theory]
    [InlineData("2020-07-15", "privacy-shield", "not established: by a source that was not read, in force from 2016-08-01", "declared invalid 2020-07-16 (C-311/18)", "none known")]
    [InlineData("2023-07-09", "data-privacy-framework", "not established: before 2023-07-10, the first day that is known", "in force from 2023-07-10", "none known")]
    [InlineData("2025-12-01", "data-privacy-framework", "in force from 2023-07-10", "none known", "T-553/23 dismissed 2025-09-03; C-703/25 P pending 2025-10-31")]
    [InlineData("2022-01-01", "scc-2010", "in force for earlier contracts only from 2021-09-27 (Implementing Decision (EU) 2021/914), as known on 2021-09-29", "ended 2022-12-28 (Implementing Decision (EU) 2021/914)", "C-311/18 dismissed 2020-07-16")]
    public async Task Its_status_its_next_change_and_its_challenges_are_those_of_the_day(string day, string instrument, string status, string next, string challenges)
    {
        using var place = await MadeAsync(Entry("https://host.example/x", "9.9.9.1", day));
        place.Write("d/transfers/a.yaml", Relied.Replace("privacy-shield", instrument, StringComparison.Ordinal));

        Assert.Equal($"{status}|{next}|{challenges}", (await RowsAsync(place, "locations", "instrument_status,instrument_next,instrument_challenges"))[0]);
    }

    [Fact]
    public async Task Where_nobody_wrote_down_an_instrument_that_is_said()
    {
        using var place = await MadeAsync(Entry("https://host.example/x", "9.9.9.1"));
        Assert.Equal(["not recorded|not recorded|not recorded"], await RowsAsync(place, "locations", "instrument,instrument_status,by"));
    }

    [Fact]
    public async Task Mistakes_in_what_a_person_wrote_are_told_all_at_once()
    {
        using var place = await MadeAsync(Entry("https://host.example/x", "9.9.9.1"));
        place.Write("d/transfers/a.yaml", "transfers:\n  - {exporter: a, importer: b, instrument: none, document: ' ', date: 2030-01-01, data: [all]}\n");
        var run = await place.DoAsync("show", "locations");

        Assert.Equal(4, run.Code);
        foreach (var expected in (string[])["transfers/a.yaml:2:", "'by' is missing", "'none' is not in instruments.yaml; there are ", "'date' must be a day that has been", "'document' must say something", "'data' must be of hr, non-hr, found 'all'"])
        {
            Assert.Contains(expected, run.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task In_a_recording_of_a_sinkhole_no_server_is_placed()
    {
        using var place = new Workplace();
        place.Plant();
        using (var dossier = place.Open())
        {
            var part = dossier.StartRecording("r", [], new Dictionary<string, string> { ["mode"] = "isolated, sinkhole" });
            File.WriteAllBytes(part, Workplace.Har(Entry("https://host.example/x", "9.9.9.1"), Workplace.Entry("https://9.9.8.7/")));
            dossier.FinishRecording(part, "", new Dictionary<string, string>());
        }

        place.Write("country.mmdb", MaxMindFile.OfCountries(("9.9.9.0/24", "US"), ("9.9.8.0/24", "NL")));
        var run = await place.DoAsync("show", "locations", "--ip-database", "country.mmdb", "--columns", "host,addresses,server_country,server_country_method,source", "--format", "csv");
        Assert.Equal(["host,addresses,server_country,server_country_method,source", "host.example,,not established,\"not established in this mode: a sinkhole answered, and no server\",not established", "9.9.8.7,,not established,\"not established in this mode: a sinkhole answered, and no server\",not established"], run.Lines.Select(l => l.TrimEnd('\r')));
    }

    const string Terms = """
        title: Terms
        vendor: acme
        from: 2026-01-01
        text: described
        sources:
          - {id: s, date: 2026-01-01, says: x, certainty: verified}
        covers: [{product: Editor, source: s}]
        excludes: [{product: Editor, platforms: [ios], source: s}]
        recipients:
          - {name: Helper Ltd, organisation: helper, as: sub-processor, country: DE, source: s}
          - {name: Unknown Ltd, as: sub-processor, source: s}
        not_established: [purposes, proportionality, roles, retention, transfer, audit]
        """;

    static async Task<Workplace> NamedAsync(string meta, string terms = Terms)
    {
        var place = new Workplace();
        place.Plant();
        place.Write("d/knowledge/recipients/acme.yaml", Operator);
        foreach (var name in (string[])["helper", "stranger"])
        {
            place.Write($"d/knowledge/recipients/{name}.yaml", $"id: {name}\nname: {name} company\nsources:\n  - {{id: s, date: 2026-01-02, says: x, certainty: verified}}\ndomains:\n  - {{domain: {name}.example, source: s}}\n");
        }

        place.Write("d/knowledge/terms/acme/terms@2026.yaml", terms);
        place.Write("meta.yaml", meta);
        var run = await place.DoAsync("import", place.Write("a.har", Workplace.Har(Entry("https://host.example/x", "9.9.9.1"), Entry("https://stranger.example/x", "9.9.9.1"), Entry("https://nobody.example/x", "9.9.9.1"))), "--meta", "meta.yaml");
        Assert.Equal(0, run.Code);
        return place;
    }

    [Fact]
    public async Task Recipients_are_held_against_the_documents_in_force_both_ways()
    {
        using var place = await NamedAsync("product: Editor\nos_build: Windows 11\n");

        Assert.Equal(
            [
                "observed|Acme Cloud Ltd|host.example|vendor|terms/acme/terms@2026.yaml", "observed|not established|nobody.example|not established|terms/acme/terms@2026.yaml",
                "observed|stranger company|stranger.example|not named in the documents in force|terms/acme/terms@2026.yaml", "listed|Helper Ltd||not observed|terms/acme/terms@2026.yaml", "listed|Unknown Ltd||not established|terms/acme/terms@2026.yaml",
            ],
            await RowsAsync(place, "named", "direction,recipient,hosts,result,document", "--sort", "-direction,recipient"));
    }

    [Fact]
    public async Task Of_a_product_that_the_terms_do_not_cover_nobody_is_listed_and_nothing_is_breached()
    {
        using var place = await NamedAsync("product: Editor\nos_build: iOS 12\n");

        Assert.Equal(
            ["Acme Cloud Ltd|vendor without terms in force|terms/acme/terms@2026.yaml is said not to cover it", "not established|not established|who operates the host is not established", "stranger company|not named in the documents in force|terms/acme/terms@2026.yaml is said not to cover it"],
            await RowsAsync(place, "named", "recipient,result,why", "--sort", "recipient"));
    }

    [Theory]
    [InlineData("os_build: Windows 11\n", "which product it is is not established")]
    [InlineData("product: Another\nos_build: Windows 11\n", "whose product it is is not established")]
    [InlineData("product: Editor\n", "on which platform it ran is not established")]
    public async Task Where_it_is_not_known_which_terms_hold_nothing_is_said(string meta, string why)
    {
        using var place = await NamedAsync(meta);
        Assert.Contains($"stranger company|not established|{why}", await RowsAsync(place, "named", "recipient,result,why"));
    }

    [Fact]
    public async Task A_document_of_which_it_is_not_known_whom_it_names_is_not_said_to_leave_somebody_out()
    {
        var silent = string.Join('\n', Terms.Split('\n').Where(l => !l.Contains("Ltd", StringComparison.Ordinal) && !l.StartsWith("recipients:", StringComparison.Ordinal))).Replace("[purposes", "[recipients, purposes", StringComparison.Ordinal);
        using var place = await NamedAsync("product: Editor\nos_build: Windows 11\n", silent);

        Assert.Contains("stranger company|not established|which recipients terms/acme/terms@2026.yaml names is not established", await RowsAsync(place, "named", "recipient,result,why"));
    }

    /// <summary>The bytes of the file to which a locator leads.</summary>
    static (int From, int Length) At(string locator)
    {
        var numbers = locator.Split('@')[1].Split('+');
        return (int.Parse(numbers[0], System.Globalization.CultureInfo.InvariantCulture), int.Parse(numbers[1], System.Globalization.CultureInfo.InvariantCulture));
    }
}
