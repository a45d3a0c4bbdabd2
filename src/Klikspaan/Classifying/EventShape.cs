using Klikspaan.Knowledge;

namespace Klikspaan.Classifying;

/// <summary>Tells by the names of fields that stand beside each other whether a request holds an event, in its body, its query or its header.</summary>
/// <param name="facts">The names.</param>
sealed class EventShape(ClassFacts facts)
{
    const int ShortestDay = 8;

    /// <summary>Whether somewhere a name of an event and a moment are members of the same object.</summary>
    public bool IsIn(IReadOnlyList<DataItem> items) => Beside(
        items, (key, item) => facts.EventNames.Contains(key) && !char.IsAsciiDigit((char)item.Value.Span[0]),
        (key, item) => facts.EventTimes.Contains(key) && (ValueShapes.Of(item.Value.Span) == "iso-time" || Moments.IsMoment(item.Value.Span)));

    /// <summary>Whether somewhere names stand beside each other that stand in events, and elsewhere too.</summary>
    public bool IsPerhapsIn(IReadOnlyList<DataItem> items) =>
        Beside(
            items, (key, _) => facts.EventNames.Contains(key) || facts.PerhapsEventNames.Contains(key),
            (key, item) => (facts.EventTimes.Contains(key) || (facts.PerhapsEventTimes.Contains(key) && item.Part != MessagePart.Header)) && char.IsAsciiDigit((char)item.Value.Span[0]) && item.Value.Length >= ShortestDay)
        || facts.EventPairs.Any(pair => Beside(items, (key, _) => key == pair.First, (key, _) => key == pair.Second));

    static bool Beside(IReadOnlyList<DataItem> items, Func<string, DataItem, bool> isFirst, Func<string, DataItem, bool> isSecond)
    {
        HashSet<ItemPath>? first = null, second = null;
        foreach (var item in items)
        {
            if (item.At.Parent is not { } parent || item.Part is not (MessagePart.Content or MessagePart.Message or MessagePart.Query or MessagePart.Header) || item.Value.IsEmpty)
            {
                continue;
            }

            // Fields of a header that HTTP does not know are often named with x- before.
            var key = item.ShapeAt.Key;
            key = item.Part == MessagePart.Header && key.StartsWith('x') ? key[1..] : key;
            if (isFirst(key, item))
            {
                (first ??= []).Add(parent);
            }

            if (isSecond(key, item))
            {
                (second ??= []).Add(parent);
            }
        }

        return first is not null && second is not null && first.Overlaps(second);
    }
}
