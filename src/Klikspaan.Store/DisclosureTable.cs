using System.Runtime.CompilerServices;
using Klikspaan.Knowledge;
using static Klikspaan.Store.Tables;

namespace Klikspaan.Store;

/// <summary>Which kind of value was sent to which host, distinct, with counts and places.</summary>
static class DisclosureTable
{
    public static Table Table { get; } = new(
        "disclosures",
        "Which kind of value was sent to which host, with counts and places.",
        [
            Text("capture", "First 12 hex digits of the capture's SHA-256."),
            Text("host", "Host name or address that it was addressed to."),
            Text("operator", "Who operates the host by the cited source: a legal entity, or a group where the source names no company."),
            Text("operator_source", "Knowledge file and source that name the operator."),
            Text("on_behalf_of", "In whose published software the key in the traffic was found; says nothing of a role in law."),
            Text("on_behalf_of_source", "Knowledge file and source that say so."),
            Text("role", "Role in law of the recipient: for a person to judge."),
            Text("country", "Country of establishment of the operator (ISO 3166); says nothing of where a server stands."),
            Text("country_method", "How the country was established."),
            Text("protocol", "Protocol file that knows the event."),
            Text("event", "Name of the event."),
            Text("path", "Part of the request and pointer, with * for positions in lists."),
            Text("category", "Category of the data."),
            Number("count", "How many values."),
            Text("rule", "Rule or protocol entry that gives the category."),
            Text("reason", "Why, in one sentence."),
            Text("source", "Where that was learned: knowledge file and source."),
            Text("first", "Locator of the first."),
            Text("last", "Locator of the last."),
            Text("rule_state", "Of a rule below rules/: 'measured' when its precision is high enough on enough labelled values, else 'needs confirmation' by a person; not established where a protocol file or nothing gives the category."),
            Text("cause", $"{CauseFinder.About} Where there are several, how many values each has."),
        ],
        Rows);

    static async IAsyncEnumerable<object?[]> Rows(TableSource source, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await source.Dossier.ReadBaselinesAsync(cancellation).ConfigureAwait(false);
        foreach (var (capture, _) in source.Captures)
        {
            var (kinds, leftOut) = await source.Dossier.KindsAsync(capture, cancellation).ConfigureAwait(false);
            foreach (var row in kinds)
            {
                yield return Row(source, capture, row);
            }

            if (leftOut > 0)
            {
                yield return Row(source, capture, LeftOut(leftOut, kinds.Count));
            }
        }
    }

    /// <summary>The last row where there are too many kinds: how many values are of kinds that have no row.</summary>
    static DistinctRow LeftOut(long values, int most) => new(
        "", "", "", Classification.NotEstablished, "", Classification.NotEstablished, Classification.NotEstablished, Classification.NotEstablished, "", "", "",
        $"Values of further kinds than the {most} that are listed.", "", values, "", "");

    static string Cause(DistinctRow row) => row.Causes.Count <= 1
        ? row.Causes.Select(c => c.Cause).FirstOrDefault("")
        : string.Join("; ", row.Causes.Select(c => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{c.Cause}: {c.Count}")));

    static object?[] Row(TableSource source, ManifestEntry capture, DistinctRow d) =>
    [
        Locator.Short(capture.Sha256), d.Host, d.Operator, Or(d.OperatorSource), d.OnBehalfOf, Or(d.OnBehalfOfSource), Classification.NotEstablished, d.Country, CountryMethod(d.Country), Or(d.Protocol), Or(d.Event),
        d.Path, d.Category, d.Count, d.Rule, d.Reason, Or(d.Source), d.First, d.Last,
        Or(source.Dossier.Knowledge.StateOf(d.Rule).Name()), Cause(d),
    ];
}
