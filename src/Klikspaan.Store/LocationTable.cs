using System.Runtime.CompilerServices;
using Klikspaan.Knowledge;
using static Klikspaan.Store.Tables;

namespace Klikspaan.Store;

/// <summary>To which hosts requests went, who stands behind them, where a database places their servers, and on which instrument people rely.</summary>
static class LocationTable
{
    const int MostAddresses = 20;
    const string None = Classification.NotEstablished, NotRecorded = "not recorded";

    public static Table Table { get; } = new(
        "locations",
        "To which hosts requests went: operator, contracting entity, operating entity and ultimate parent, each by its own source; where an IP database that you supply places the server; and on which instrument people rely, by transfers/. What that is in law is a judgement.",
        [
            Text("host", "Host name or address that requests were addressed to."),
            Text("operator", "Who operates the host by the cited source."),
            Text("contracting_entity", "With which legal entity of the operator's group customers contract, by the cited source."),
            Text("operating_entity", "Which legal entity of the group operates the service, by the cited source."),
            Text("ultimate_parent", "The legal entity at the top of the group, by the cited source."),
            Text("parent_country", "Country of establishment of the ultimate parent (ISO 3166)."),
            Text("server_country", "Country (ISO 3166) in which the database places the address of the server."),
            Text("server_country_method", "By which field of the capture and by what that was established; or why it was not."),
            Text("source", "The database: its name and the SHA-256 of its file."),
            Text("date", "The day of the database, as it says itself or a person said."),
            Texts("instrument", "On which instruments people rely, by transfers/; not recorded where nobody wrote that down."),
            Texts("instrument_status", "For each: what held of the instrument on the day of the first exchange, by instruments.yaml."),
            Texts("by", "For each: who wrote that down, when, by which document; file and line."),
            Number("exchanges", "Requests; those that an earlier capture shows too are counted there."),
            Number("bytes_out", "Bytes that were sent, as captured."),
            Texts("categories", "Categories of the values, by a rule or protocol file."),
            Text("locator", "Where the address stands in the capture, else the first exchange."),
            Text("capture", "First 12 hex digits of the capture's SHA-256."),
            Text("day", "Day of the first exchange, in universal time."),
            Texts("addresses", "Addresses of the server, by the capture; twenty at most."),
            Text("statement", "What may be said of it, in one sentence."),
            Text("operator_country", "Country of establishment of the operator (ISO 3166)."),
            Texts("entity_sources", "For each entity: relation, method, knowledge file and source, with its date."),
            Texts("instrument_next", "For each instrument: the first day after that of the capture on which something else held, and what."),
            Texts("instrument_scope", "For each instrument: for whom it holds, and what was written down of that."),
            Texts("instrument_challenges", "For each instrument: challenges before a court, as they stood on that day by what is known."),
            Texts("instrument_source", "For each instrument: the source of its status."),
            Number("contacts", "Contacts of which the contents were not seen; none of it is counted in the other columns."),
        ],
        Rows);

    static async IAsyncEnumerable<object?[]> Rows(TableSource source, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var (all, leftOut) = await source.Dossier.LocationsAsync(source.Captures.Select(c => c.Capture), cancellation).ConfigureAwait(false);
        foreach (var location in all)
        {
            yield return Row(location, source.Dossier.Knowledge);
        }

        foreach (var idle in source.Dossier.Reliances.Where(r => !all.Any(l => l.Reliances.Contains(r))))
        {
            yield return Bare($"{idle.Importer}: a person relies on an instrument, and no request to a host of this importer was observed.", [idle.Instrument], [By(idle)], 0);
        }

        if (leftOut > 0)
        {
            yield return Bare("Requests to further hosts and addresses than are listed.", [NotRecorded], [NotRecorded], leftOut);
        }
    }

    static object?[] Row(Location location, KnowledgeBase knowledge)
    {
        List<(Reliance By, Instrument On)> on = [.. location.Reliances.Select(r => (r, knowledge.Instruments.First(i => i.Id == r.Instrument)))];
        List<string> Each(Func<Reliance, Instrument, string> say) => on.Count == 0 ? [NotRecorded] : [.. on.Select(o => say(o.By, o.On))];
        var (key, span, parents) = (location.Key, location.Span, location.Entities(RelatedEntity.Parent).ToList());
        return
        [
            Or(key.Host), key.Operator, Named(location, RelatedEntity.Contracting), Named(location, RelatedEntity.Operating), Named(location, RelatedEntity.Parent),
            parents is [{ Country.Length: > 0 } parent] ? parent.Country : None, location.Country, location.Method, location.Source, location.Date,
            Each((_, i) => i.Id), Each((_, i) => InstrumentWords.Status(i, location.Day)), Each((r, _) => By(r)), span.Requests, span.BytesOut, span.Categories.ToList(), location.Locator,
            Locator.Short(location.Capture.Sha256), location.Day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? None, location.Addresses.Take(MostAddresses).ToList(), Statement(location), key.Country,
            Sources(location), Each((_, i) => InstrumentWords.Next(i, location.Day)), Each((r, i) => InstrumentWords.Scope(i, r, location.Day, key.Country)), Each((_, i) => InstrumentWords.Challenges(i, location.Day)),
            Each((_, i) => InstrumentWords.Source(i, location.Day)), span.Contacts,
        ];
    }

    /// <summary>A row that is about no host that was observed.</summary>
    static object?[] Bare(string statement, string[] instrument, string[] by, long requests) =>
    [
        None, None, None, None, None, None, None, None, None, None, instrument, new[] { $"{None}: nothing was observed" }, by, requests, null, Array.Empty<string>(), "", None, None, Array.Empty<string>(), statement, None,
        Array.Empty<string>(), new[] { None }, new[] { None }, new[] { None }, new[] { None }, 0L,
    ];

    /// <summary>What the evidence carries: neither that it was a transfer, nor what was allowed.</summary>
    static string Statement(Location location)
    {
        var verb = location.Span.Requests > 0 ? "sent to" : "in contact with";
        return location.IsPlaced
            ? $"{verb} a server at an address that {location.Source} of {(location.Date == None ? "a date that is not established" : location.Date)} places in country {location.Country}"
            : $"{verb} host {Or(location.Key.Host)}; in which country its server was is {location.Method}";
    }

    static string By(Reliance reliance) => $"{reliance.By}, {reliance.Date}: {reliance.Exporter} to {reliance.Importer}, by {reliance.Document} ({reliance.Place})";

    static string Named(Location location, string relation) =>
        location.Entities(relation).ToList() is { Count: > 0 } found ? string.Join("; ", found.Select(e => e.Name + (e.Country.Length > 0 ? $" ({e.Country})" : "") + (e.For.Length > 0 ? $", for {e.For}" : ""))) : None;

    static List<string> Sources(Location location) =>
    [
        .. RelatedEntity.Relations.SelectMany(location.Entities).Select(e => $"{e.As}: {e.Name}: {e.Method}, recipients/{location.Organisation!.Id}#{e.Source.Id}, {e.Source.Date}"),
    ];
}
