using Klikspaan.Decoding;
using Klikspaan.Documenting;

namespace Klikspaan.Store;

/// <summary>How a dossier holds events against vendors' own lists.</summary>
public sealed partial class Dossier
{
    /// <summary>Lists are large: more than this are not held at a time, and are read again.</summary>
    const int MostLists = 20;
    readonly Dictionary<string, DocumentedList> lists = new(StringComparer.Ordinal);

    /// <summary>Fields of events of a capture, read anew, held against the lists that count for it.</summary>
    internal async Task<(ConformanceTally Tally, ConformanceLists Lists)> ConformanceAsync(ManifestEntry capture, CancellationToken cancellation)
    {
        var standing = CaptureStanding.Of(capture, PlainIndex(capture).Outline().Min(r => r.StartedAt));
        var against = new ConformanceLists(standing, Sets(standing));
        var tally = new ConformanceTally(Limits.DistinctRows);
        await foreach (var batch in BatchesAsync(capture, PlantedIn(capture), () => new ConformanceBatch(against, Sightings.Of(capture.Sha256)), (b, o) => b.Add(o), Kept.Paths, null, cancellation).ConfigureAwait(false))
        {
            tally.Add(batch);
        }

        return (tally, against);
    }

    /// <summary>
    /// The lists that count for a capture: of each product, edition and level the newest that is not of a later day, else the earliest; and where some are of the capture's
    /// edition, no others of that product.
    /// </summary>
    List<DocumentationSet> Sets(CaptureStanding standing)
    {
        List<DocumentationSet> sets = [];
        foreach (var product in Snapshots.GroupBy(s => s.Head.Id))
        {
            var facts = Knowledge.DocumentationOf(product.Key);
            var editions = product.GroupBy(s => s.Head.Edition).Select(e => (e.Key, IsOf: standing.IsOfEdition(e.Key, facts, product.First().Head.Product), Lists: e.GroupBy(s => s.Head.Level).Select(l => InForce(l, standing.Day)).ToList())).ToList();
            var isKnown = editions.Exists(e => e.IsOf == true);
            foreach (var edition in editions.Where(e => !isKnown || e.IsOf == true).OrderBy(e => e.Key, StringComparer.Ordinal))
            {
                sets.Add(new([.. edition.Lists.OrderBy(l => l.Head.Level, StringComparer.Ordinal).Select(List)], facts, standing));
            }
        }

        return sets;
    }

    static SnapshotFile InForce(IEnumerable<SnapshotFile> versions, DateOnly? day)
    {
        List<SnapshotFile> sorted = [.. versions.OrderBy(v => v.Head.Date).ThenBy(v => v.Head.ImportedAt, StringComparer.Ordinal)];
        return day is null ? sorted[^1] : sorted.FindLast(v => v.Head.Date <= day) ?? sorted[0];
    }

    DocumentedList List(SnapshotFile file)
    {
        if (!lists.TryGetValue(file.Name, out var list))
        {
            if (lists.Count == MostLists)
            {
                lists.Clear();
            }

            lists.Add(file.Name, list = ReadList(file));
        }

        return list;
    }
}
