using System.Globalization;
using System.Runtime.CompilerServices;
using static Klikspaan.Store.Tables;

namespace Klikspaan.Store;

/// <summary>Events and fields that were observed, held against vendors' own lists.</summary>
static class ConformanceTable
{
    public static Table Table { get; } = new(
        "conformance",
        "Events and fields that were observed, held against the vendors' own lists in documentation/: found there, not found there, or with values other than the list says; and why that is not established where it is not.",
        [
            Text("capture", "First 12 hex digits of the capture's SHA-256."),
            Text("product", "Product that was recorded, as a person said."),
            Text("protocol", "Protocol file that knows the event."),
            Text("event", "Name of the event."),
            Text("path", "Pointer from the event to the value, with * for positions in lists; empty for all fields of an event of which no list can speak."),
            Text("result", "documented (found in the list), undocumented (not found in a list that is of the product, edition, level and day of the capture), contradicted (not as such a list says), or not established."),
            Text("found", "What was found in the list, whether or not it is of the capture's edition: field, common field, event only, in part, contrary, not found; empty where there is no list."),
            Text("why", "Why, in a sentence."),
            Text("snapshot", "The lists that it was held against: vendor, product, edition, level and day."),
            Text("snapshot_date", "The day of the edition of the list."),
            Text("source", "Where the list came from: its address as a person said or its file, with the line; and the SHA-256 of the file."),
            Number("values", "How many values."),
            Text("locator", "Locator of the first value, or of the first that is not as the list says."),
        ],
        Rows);

    static async IAsyncEnumerable<object?[]> Rows(TableSource source, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var (capture, _) in source.Captures)
        {
            var (tally, lists) = await source.Dossier.ConformanceAsync(capture, cancellation).ConfigureAwait(false);
            foreach (var row in tally.Rows)
            {
                foreach (var cells in Cells(source, capture, row, lists))
                {
                    yield return cells;
                }
            }

            if (tally.LeftOut > 0)
            {
                yield return
                [
                    Locator.Short(capture.Sha256), Or(lists.Standing.Product), Classification.NotEstablished, Classification.NotEstablished, "", Classification.NotEstablished, "",
                    $"Values of further rows than the {tally.Count.ToString(CultureInfo.InvariantCulture)} that are listed.", Classification.NotEstablished, Classification.NotEstablished, Classification.NotEstablished, tally.LeftOut, "",
                ];
            }
        }
    }

    static IEnumerable<object?[]> Cells(TableSource source, ManifestEntry capture, ConformanceRow row, ConformanceLists lists)
    {
        object?[] Row(ConformanceResult result, string snapshot, string day, string from, DistinctPlace at) =>
        [
            Locator.Short(capture.Sha256), Or(lists.Standing.Product), row.Protocol, Masking.Show(row.Event, source.Reveal), Masking.Show(row.Path, source.Reveal), result.Result, result.Found,
            Masking.Show(row.IsSent ? result.Why : $"{result.Why}; the event is not shown to have been sent", source.Reveal), snapshot, day, from, row.Values, Masking.Show(at.In(capture.Sha256).ToString(), source.Reveal),
        ];

        if (Array.TrueForAll(row.Found, f => f is null))
        {
            var why = lists.Sets.Count == 0 ? "there is no list of documented events in this dossier" : $"no list in this dossier is about events of this protocol and product ({string.Join(", ", lists.Sets.Select(s => s.Lists[0].Head.Id).Distinct())})";
            yield return Row(new(Classification.NotEstablished, "", why), Classification.NotEstablished, Classification.NotEstablished, Classification.NotEstablished, row.First);
            yield break;
        }

        for (var i = 0; i < lists.Sets.Count; i++)
        {
            if (row.Found[i] is not { } found)
            {
                continue;
            }

            var (set, contrary, head) = (lists.Sets[i], row.Contrary[i], found.List.Head);
            var line = found.How.Field?.Line ?? found.How.Event?.Line;
            var at = line is { } number ? $", line {number.ToString(CultureInfo.InvariantCulture)}" : "";
            yield return Row(
                ConformanceResult.Of(set, found, contrary, row.Values), found.How.Event is null ? set.Name : head.Name, head.Day,
                $"{Masking.Show(head.Url.Length > 0 ? head.Url : head.File, source.Reveal)}{at} (SHA-256 {head.Sha256})", contrary.First ?? row.First);
        }
    }
}
