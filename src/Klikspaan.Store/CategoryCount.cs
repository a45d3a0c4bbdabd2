using System.Runtime.InteropServices;

namespace Klikspaan.Store;

/// <summary>How many values of a category an exchange holds.</summary>
/// <param name="OnBehalfOf">On whose behalf they were collected: the items of an exchange can be for several customers of its operator.</param>
/// <param name="Category">The category; none of those that disclose nothing.</param>
/// <param name="Count">How many values.</param>
public sealed record CategoryCount(string OnBehalfOf, string Category, long Count)
{
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
        scratch.Clear();
        for (var i = 0; i < items.Length; i++)
        {
            if (!items[i].IsOpened)
            {
                Add(scratch, observation.AttributionOf(items[i]), classifications[i]);
            }
        }

        return Sum(scratch);
    }

    static void Add(List<(Attribution To, Classification What, int Values)> counts, Attribution to, Classification what)
    {
        foreach (ref var count in CollectionsMarshal.AsSpan(counts))
        {
            if (ReferenceEquals(count.What, what) && ReferenceEquals(count.To, to))
            {
                count.Values++;
                return;
            }
        }

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
