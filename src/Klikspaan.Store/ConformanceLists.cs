using System.Collections.Concurrent;
using Klikspaan.Documenting;

namespace Klikspaan.Store;

/// <summary>The lists that count for one capture.</summary>
/// <param name="Standing">What is known of the capture.</param>
/// <param name="Sets">The lists, by product and edition.</param>
sealed record ConformanceLists(CaptureStanding Standing, IReadOnlyList<DocumentationSet> Sets)
{
    const int MostKnown = 200_000;
    readonly ConcurrentDictionary<(string Protocol, string Event, string AccountKey, string Path), FoundIn?[]> known = [];
    int count;

    /// <summary>How a value of an event corresponds with each set; null for one that is not about its protocol, or not about the product that the event is of.</summary>
    public FoundIn?[] Find(string protocol, string name, string accountKey, string path)
    {
        if (Sets.Count == 0)
        {
            return [];
        }

        // Each batch of each core asks for much the same.
        var key = (protocol, name, accountKey, path);
        if (known.TryGetValue(key, out var there))
        {
            return there;
        }

        var found = Look(protocol, name, accountKey, path);
        // To ask such a dictionary for its number halts every core: it is counted here.
        if (Volatile.Read(ref count) < MostKnown && known.TryAdd(key, found))
        {
            Interlocked.Increment(ref count);
        }

        return found;
    }

    FoundIn?[] Look(string protocol, string name, string accountKey, string path)
    {
        var found = new FoundIn?[Sets.Count];
        for (var i = 0; i < found.Length; i++)
        {
            var set = Sets[i];
            if (!set.Lists.Any(l => l.Speaks(protocol)))
            {
                continue;
            }

            var (list, how, isEventAllowed) = set.Find(name, path);
            var isCovered = set.Covers(name, accountKey, Standing);
            if (isCovered != false || how.Kind is CorrespondenceKind.EventOnly or CorrespondenceKind.FieldLoosely or CorrespondenceKind.Within or CorrespondenceKind.Field || how.Event is { IsCommon: false })
            {
                found[i] = new(list, how, isCovered, list.HoldsField(path), isEventAllowed);
            }
        }

        return found;
    }
}

/// <summary>How a value corresponds with a set of lists.</summary>
/// <param name="List">The list with which it corresponds best.</param>
/// <param name="How">How.</param>
/// <param name="IsCovered">Whether its event is of the product; null where that is not established.</param>
/// <param name="IsField">Whether it is known to stand where fields of events do.</param>
/// <param name="IsEventAllowed">Whether the event stands in a list whose events may be sent at the level of the capture.</param>
sealed record FoundIn(DocumentedList List, Correspondence How, bool? IsCovered, bool IsField, bool IsEventAllowed);
