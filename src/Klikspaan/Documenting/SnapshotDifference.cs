namespace Klikspaan.Documenting;

/// <summary>What a vendor added, removed or changed between two lists.</summary>
/// <param name="Change"><c>added</c>, <c>removed</c> or <c>changed</c>.</param>
/// <param name="Event">Name of the event, or of the fields in common.</param>
/// <param name="Field">Name of the field; empty where the event itself is meant.</param>
/// <param name="What">What changed: <c>event</c>, <c>field</c>, <c>level</c>, <c>purpose</c>, <c>description</c>, <c>values</c> or <c>says</c>.</param>
/// <param name="Before">What the first list has.</param>
/// <param name="After">What the second list has.</param>
public sealed record SnapshotDifference(string Change, string Event, string Field, string What, string Before, string After)
{
    /// <summary>Compares two lists, in the order of names: of an event that one of them has not, its fields are not told one by one.</summary>
    public static IEnumerable<SnapshotDifference> Between(SnapshotHead firstHead, IEnumerable<DocumentedEvent> first, SnapshotHead secondHead, IEnumerable<DocumentedEvent> second)
    {
        ArgumentNullException.ThrowIfNull(firstHead);
        ArgumentNullException.ThrowIfNull(secondHead);
        var (before, after) = (Sort(first), Sort(second));
        foreach (var key in before.Keys.Union(after.Keys).Order())
        {
            var (old, now) = (before.GetValueOrDefault(key), after.GetValueOrDefault(key));
            if (old is null || now is null)
            {
                yield return new(old is null ? "added" : "removed", key.Name, "", "event", Text(old), Text(now));
                continue;
            }

            foreach (var difference in Between(old, firstHead.Level, now, secondHead.Level))
            {
                yield return difference;
            }
        }
    }

    static IEnumerable<SnapshotDifference> Between(DocumentedEvent old, string oldLevel, DocumentedEvent now, string nowLevel)
    {
        static string Or(string text, string other) => text.Length > 0 ? text : other;
        foreach (var (what, was, becomes) in (IEnumerable<(string, string, string)>)[("level", Or(old.Level, oldLevel), Or(now.Level, nowLevel)), ("purpose", old.Purpose, now.Purpose), ("description", old.Description, now.Description)])
        {
            if (was != becomes)
            {
                yield return new("changed", now.Name, "", what, was, becomes);
            }
        }

        var (before, after) = (old.Fields.ToDictionary(f => f.Name, StringComparer.Ordinal), now.Fields.ToDictionary(f => f.Name, StringComparer.Ordinal));
        foreach (var name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            var (left, right) = (before.GetValueOrDefault(name), after.GetValueOrDefault(name));
            if (left is null || right is null)
            {
                yield return new(left is null ? "added" : "removed", now.Name, name, "field", left?.Description ?? "", right?.Description ?? "");
                continue;
            }

            foreach (var (what, was, becomes) in (IEnumerable<(string, string, string)>)[
                ("purpose", left.Purpose, right.Purpose), ("description", left.Description, right.Description), ("values", string.Join("; ", left.Values), string.Join("; ", right.Values)), ("says", string.Join("; ", left.Says), string.Join("; ", right.Says))])
            {
                if (was != becomes)
                {
                    yield return new("changed", now.Name, name, what, was, becomes);
                }
            }
        }
    }

    static Dictionary<EventKey, DocumentedEvent> Sort(IEnumerable<DocumentedEvent> events)
    {
        var sorted = new Dictionary<EventKey, DocumentedEvent>();
        foreach (var one in events)
        {
            sorted.TryAdd(new(one.IsCommon, one.Name), one);
        }

        return sorted;
    }

    static string Text(DocumentedEvent? one) => one is null ? "" : $"{one.Fields.Count} fields{(one.Description.Length > 0 ? $"; {one.Description}" : "")}";

    readonly record struct EventKey(bool IsCommon, string Name) : IComparable<EventKey>
    {
        public int CompareTo(EventKey other) => IsCommon != other.IsCommon ? IsCommon.CompareTo(other.IsCommon) : string.CompareOrdinal(Name, other.Name);
    }
}
