using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Klikspaan.Store;

/// <summary>How many values of a category an exchange holds.</summary>
/// <param name="OnBehalfOf">On whose behalf they were collected: the items of an exchange can be for several customers of its operator.</param>
/// <param name="Category">The category; none of those that disclose nothing.</param>
/// <param name="Count">How many values.</param>
public sealed record CategoryCount(string OnBehalfOf, string Category, long Count)
{
    const int Hints = 1 << 6;

    /// <summary>Counts the values of an exchange, in the order in which the categories come.</summary>
    /// <param name="observation">The exchange.</param>
    /// <param name="scratch">A list to count in, whatever is in it.</param>
    internal static IReadOnlyList<CategoryCount> Of(Observation observation, List<(Attribution To, Classification What, int Values)> scratch)
    {
        if (!observation.Exchange!.Kind.IsSent())
        {
            return [];
        }

        // What is equal is one object almost always: it is counted by reference, and added up by text at the end.
        var items = SpanOf.List(observation.Decoded!.Items);
        var classifications = SpanOf.List(observation.Classifications);
        Span<short> hints = stackalloc short[Hints];
        hints.Clear();
        scratch.Clear();
        for (var i = 0; i < items.Length; i++)
        {
            if (!items[i].IsOpened)
            {
                Add(scratch, hints, observation.AttributionOf(items[i]), classifications[i]);
            }
        }

        return Sum(scratch);
    }

    /// <param name="counts">The counts so far.</param>
    /// <param name="hints">Where a classification was counted last, by its hash; an exchange has dozens of them.</param>
    /// <param name="to">On whose behalf.</param>
    /// <param name="what">What.</param>
    static void Add(List<(Attribution To, Classification What, int Values)> counts, Span<short> hints, Attribution to, Classification what)
    {
        ref var hint = ref hints[RuntimeHelpers.GetHashCode(what) & (Hints - 1)];
        var known = CollectionsMarshal.AsSpan(counts);
        for (var i = (int)hint; ; i = 0)
        {
            for (; i < known.Length; i++)
            {
                if (ReferenceEquals(known[i].What, what) && ReferenceEquals(known[i].To, to))
                {
                    known[i].Values++;
                    hint = (short)Math.Min(i, short.MaxValue);
                    return;
                }
            }

            if (hint == 0)
            {
                break;
            }

            hint = 0;
        }

        hint = (short)Math.Min(counts.Count, short.MaxValue);
        counts.Add((to, what, 1));
    }

    /// <summary>Adds up what reads the same, in place: the first of each takes the values of the others.</summary>
    static CategoryCount[] Sum(List<(Attribution To, Classification What, int Values)> scratch)
    {
        var counts = CollectionsMarshal.AsSpan(scratch);
        var sums = 0;
        foreach (var (to, what, values) in counts)
        {
            if (what.Category is Classification.NoValue or Classifying.Classifier.ProtocolCategory)
            {
                continue;
            }

            var known = sums - 1;
            while (known >= 0 && (counts[known].What.Category != what.Category || counts[known].To.OnBehalfOf != to.OnBehalfOf))
            {
                known--;
            }

            if (known >= 0)
            {
                counts[known].Values += values;
            }
            else
            {
                counts[sums++] = (to, what, values);
            }
        }

        var result = new CategoryCount[sums];
        for (var i = 0; i < sums; i++)
        {
            result[i] = new(counts[i].To.OnBehalfOf, counts[i].What.Category, counts[i].Values);
        }

        return result;
    }
}
