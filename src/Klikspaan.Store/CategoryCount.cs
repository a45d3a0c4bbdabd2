namespace Klikspaan.Store;

/// <summary>How many values of a category an exchange holds.</summary>
/// <param name="OnBehalfOf">On whose behalf they were collected: the items of an exchange can be for several customers of its operator.</param>
/// <param name="Category">The category; none of those that disclose nothing.</param>
/// <param name="Count">How many values.</param>
public sealed record CategoryCount(string OnBehalfOf, string Category, long Count)
{
    /// <summary>Counts the values of an exchange, in the order in which the categories come.</summary>
    internal static IReadOnlyList<CategoryCount> Of(Observation observation)
    {
        var counts = new List<CategoryCount>();
        if (!observation.Exchange!.Kind.IsSent())
        {
            return counts;
        }

        // Values of one classification often follow each other, and what is equal is one object almost always.
        var items = observation.Decoded!.Items;
        var run = 0;
        for (var i = 0; i < items.Count; i++)
        {
            run += items[i].IsOpened ? 0 : 1;
            if (run > 0 && (i + 1 == items.Count || !IsSame(observation, i, i + 1)))
            {
                Add(counts, observation.AttributionOf(items[i]).OnBehalfOf, observation.Classifications[i].Category, run);
                run = 0;
            }
        }

        return counts;
    }

    static bool IsSame(Observation observation, int left, int right) =>
        ReferenceEquals(observation.Classifications[left], observation.Classifications[right])
        && ReferenceEquals(observation.Decoded!.Items[left].Event, observation.Decoded.Items[right].Event);

    static void Add(List<CategoryCount> counts, string behalf, string category, int values)
    {
        if (category is Classification.NoValue or Classifying.Classifier.ProtocolCategory)
        {
            return;
        }

        for (var i = 0; i < counts.Count; i++)
        {
            if (counts[i].Category == category && counts[i].OnBehalfOf == behalf)
            {
                counts[i] = counts[i] with { Count = counts[i].Count + values };
                return;
            }
        }

        counts.Add(new(behalf, category, values));
    }
}
