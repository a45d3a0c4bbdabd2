using System.Text.Json;
using System.Text.RegularExpressions;
using Klikspaan.Store;
using NJsonSchema;

namespace Klikspaan.Tests.Store;

[Collection(nameof(RecordingsDossier))]
public sealed partial class TablesTests(RecordingsDossier recordings)
{
    public static TheoryData<string> Names => new(Tables.All.Select(t => t.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_table_as_json_is_a_bare_array_that_meets_its_published_schema(string table)
    {
        var run = await recordings.Place.DoAsync("show", table, "--format", "json");
        var lines = (await recordings.Place.DoAsync("show", table, "--format", "ndjson")).Lines;

        // Which captures were not compared is said beside the table.
        var said = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => table != "sightings" || !l.Contains(" were not compared ", StringComparison.Ordinal));
        Assert.Equal((0, ""), (run.Code, string.Concat(said)));
        var schema = await JsonSchema.FromFileAsync(Repository.Path("docs", "schema", $"show-{table}.schema.json"), TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(run.Out));
        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal(JsonValueKind.Array, json.RootElement.ValueKind);
        Assert.Equal(json.RootElement.EnumerateArray().Select(r => r.GetRawText()), lines.Where(l => l.Length > 0));
        // None of these recordings is of an idle device, and nobody asked for access: TestCommandTests and AccessReplyTests hold rows of these tables against their schemas.
        // Without the corpus five requests of our own recordings were seen by two captures.
        Assert.True(table is "problems" or "baselines" or "replies" or "access" or "documents" || lines.Length > table switch { "opaque" => 2, "sightings" => 4, _ => 5 }, $"{table} has {lines.Length} rows");
    }

    [Theory]
    [InlineData("items", "capture, exchange, protocol, event, path, value, category, kind, data_class, storage, grade, rule, reason, host, operator, on_behalf_of, country, cause, locator")]
    [InlineData("recipients", "operator, on_behalf_of, role, country, country_method, hosts, exchanges, bytes_out, events, items, categories, first_seen, last_seen, terms")]
    [InlineData("planted", "label, value_form, encoding_chain, host, operator, on_behalf_of, locator")]
    [InlineData("coverage", "captures, exchanges, decoded_exchanges, undecoded_exchanges, bytes_out, undecoded_bytes, tls_failures, undecrypted_connections, problems")]
    public async Task A_row_has_every_key_that_other_tools_rely_on(string table, string keys)
    {
        var run = await recordings.Place.DoAsync("show", table, "--format", "ndjson", "--limit", "1");

        using var row = JsonDocument.Parse(run.Lines[0]);
        Assert.Empty(keys.Split(", ").Except(row.RootElement.EnumerateObject().Select(p => p.Name)));
    }

    [Fact]
    public async Task Coverage_balances_to_the_byte_and_is_the_sum_of_the_exchanges()
    {
        var all = await RowsAsync("coverage");
        var coverage = all.FindAll(c => c["per"] is "total" or "capture");
        var exchanges = (await RowsAsync("exchanges")).Where(IsCounted).ToLookup(e => e["capture"]!);

        Assert.All(coverage, c => Assert.Equal(c["bytes_out"], Sum(c, "protocol_bytes", "flattened_bytes", "undecoded_bytes")));
        Assert.All(coverage, c => Assert.Equal(c["exchanges"], Sum(c, "decoded_exchanges", "undecoded_exchanges")));
        foreach (var (total, part) in (IEnumerable<(string, string)>)[("bytes_out", "bytes_out"), ("protocol_bytes", "protocol_bytes"), ("flattened_bytes", "flattened_bytes"), ("undecoded_bytes", "opaque_bytes")])
        {
            Assert.All(coverage.Skip(1), c => Assert.Equal((long)c[total]!, exchanges[c["name"]!].Sum(e => (long)e[part]!)));
            Assert.Equal((long)coverage[0][total]!, exchanges.SelectMany(e => e).Sum(e => (long)e[part]!));
            Assert.NotEqual(0L, coverage[0][total]);
        }

        Assert.Equal(("total", (long)coverage.Count - 1, exchanges.SelectMany(e => e).LongCount(IsSent)), (coverage[0]["name"], coverage[0]["captures"], coverage[0]["exchanges"]));
        Assert.All(coverage.Skip(1), c => Assert.Equal((1L, exchanges[c["name"]!].LongCount(IsSent), (long)exchanges[c["name"]!].Count(e => (string)e["protocol"]! != Classification.NotEstablished)), (c["captures"], c["exchanges"], c["decoded_exchanges"])));
        Assert.All(["product", "operator", "host"], per => Assert.Equal(coverage[0]["bytes_out"], all.Where(c => (string)c["per"]! == per).Sum(c => (long)c["bytes_out"]!)));
        Assert.Equal((await RowsAsync("exchanges")).Where(e => IsSent(e) && IsCounted(e)).Select(e => e["host"]).Distinct().Count(), all.Count(c => (string)c["per"]! == "host"));
    }

    [Fact]
    public async Task What_was_not_opened_is_grouped_and_adds_up()
    {
        var opaque = await RowsAsync("opaque");
        var total = (await RowsAsync("coverage"))[0];

        Assert.NotEmpty(opaque);
        Assert.Equal(opaque.Select(o => (long)o["bytes"]!).OrderDescending(), opaque.Select(o => (long)o["bytes"]!));
        Assert.Equal((double)(long)total["undecoded_bytes"]!, opaque.Sum(o => (long)o["bytes"]!), tolerance: opaque.Sum(o => (long)o["count"]!));
        Assert.All(opaque, o => Assert.NotEqual("", o["looks_like"]));
    }

    [Fact]
    public async Task Recipients_add_up_to_the_exchanges()
    {
        var recipients = await RowsAsync("recipients");
        var exchanges = (await RowsAsync("exchanges")).FindAll(e => IsSent(e) && IsCounted(e));

        foreach (var number in (string[])["bytes_out", "events", "items"])
        {
            Assert.Equal(exchanges.Sum(e => (long)e[number]!), recipients.Sum(r => (long)r[number]!));
        }

        Assert.Equal(exchanges.Count, recipients.Sum(r => (long)r["exchanges"]!));
        Assert.Equal(exchanges.Select(e => (string)e["host"]!).Distinct().Order(), recipients.SelectMany(r => (IEnumerable<string>)r["hosts"]!).Distinct().Order());
        Assert.Equal(recipients.Select(r => (long)r["bytes_out"]!).OrderDescending(), recipients.Select(r => (long)r["bytes_out"]!));
        Assert.Equal(exchanges.Select(e => (string)e["started_at"]!).Min(StringComparer.Ordinal), recipients.Select(r => (string)r["first_seen"]!).Min(StringComparer.Ordinal));
        Assert.Equal(exchanges.Select(e => (string)e["started_at"]!).Max(StringComparer.Ordinal), recipients.Select(r => (string)r["last_seen"]!).Max(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Items_events_and_disclosures_add_up_to_the_exchanges()
    {
        var exchanges = await RowsAsync("exchanges");
        var items = await RowsAsync("items");

        Assert.Equal(exchanges.Sum(e => (long)e["items"]!), items.Count);
        Assert.Equal(exchanges.Sum(e => (long)e["events"]!), (await RowsAsync("events")).Count);
        Assert.Equal(exchanges.Sum(e => (long)e["planted"]!), (await RowsAsync("planted")).Count);
        Assert.Equal(exchanges.Sum(e => (long)e["problems"]!), (await RowsAsync("problems")).Count(p => (long)p["exchange"]! > 0));
        var disclosures = await RowsAsync("disclosures");
        var sent = exchanges.Where(IsSent).Select(e => (e["capture"], e["exchange"])).ToHashSet();
        var again = (await RowsAsync("sightings")).ToDictionary(s => (s["capture"], s["exchange"]), s => (IReadOnlyList<string>)s["more_fields"]!);
        items = items.FindAll(i => sent.Contains((i["capture"], i["exchange"])) && (!again.TryGetValue((i["capture"], i["exchange"]), out var more) || more.Any(m => IsIn((string)i["path"]!, m))));
        Assert.True(sent.Count < exchanges.Count, "one of the recordings also lists what was observed besides");
        Assert.Equal(items.Count, disclosures.Sum(d => (long)d["count"]!));
        var byKey = items.ToLookup(i => (i["capture"], i["host"], i["protocol"], i["event"], i["category"], i["rule"], i["on_behalf_of"]));
        Assert.All(
            disclosures.GroupBy(d => (d["capture"], d["host"], d["protocol"], d["event"], d["category"], d["rule"], d["on_behalf_of"])),
            d => Assert.Equal(byKey[d.Key].Count(), d.Sum(r => (long)r["count"]!)));
        Assert.All(disclosures, d => Assert.Contains((string)d["first"]!, Locators(byKey, d)));
        Assert.All(disclosures, d => Assert.Contains((string)d["last"]!, Locators(byKey, d)));
    }

    [Fact]
    public void The_index_holds_no_planted_value()
    {
        using var dossier = recordings.Place.Open();
        var literals = dossier.File.Planted.Select(p => p.Value).ToList();
        var files = Directory.GetFiles(recordings.Place.InDossier("index"), "*", SearchOption.AllDirectories);

        Assert.Equal(6, literals.Count);
        Assert.Contains(dossier.Manifest.Captures, c => dossier.IndexOf(c).Planted().Any());
        Assert.All(files, f => Assert.DoesNotContain(literals, l => WithoutReasons(f).Contains(l, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>Reasons are sentences from the knowledge folder; some quote the recording that they were learnt from.</summary>
    static string WithoutReasons(string path) => Reasons().Replace(File.ReadAllText(path), "");

    [GeneratedRegex("""
        "reason":"(?:[^"\\]|\\.)*"
        """)]
    private static partial Regex Reasons();

    static IEnumerable<string> Locators(
        ILookup<(object?, object?, object?, object?, object?, object?, object?), Dictionary<string, object?>> items, Dictionary<string, object?> d) =>
        items[(d["capture"], d["host"], d["protocol"], d["event"], d["category"], d["rule"], d["on_behalf_of"])].Select(i => (string)i["locator"]!);

    static long Sum(Dictionary<string, object?> row, params string[] columns) => columns.Sum(c => (long)row[c]!);

    async Task<List<Dictionary<string, object?>>> RowsAsync(string name)
    {
        using var dossier = recordings.Place.Open();
        var table = Tables.Find(name)!;
        var rows = new List<Dictionary<string, object?>>();
        await foreach (var row in table.Rows(new(dossier, Reveal: false), TestContext.Current.CancellationToken))
        {
            rows.Add(table.Columns.Zip(row).ToDictionary(p => p.First.Name, p => p.Second));
        }

        return rows;
    }

    /// <summary>Of a look-up, a handshake that was not completed, an attempt and a file nothing counts as sent.</summary>
    /// <summary>Whether no earlier capture shows the same request.</summary>
    static bool IsCounted(Dictionary<string, object?> exchange) => (string)exchange["same_as"]! == "";

    static bool IsIn(string path, string field) =>
        field == "cookie" ? path.StartsWith("cookie:", StringComparison.Ordinal) : (path + "/").StartsWith($"header:/{field}/", StringComparison.Ordinal);

    static bool IsSent(Dictionary<string, object?> exchange) => (string)exchange["kind"]! is "http" or "not-http" or "datagrams";
}
