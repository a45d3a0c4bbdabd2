using Klikspaan.Knowledge;

namespace Klikspaan.Decoding;

/// <summary>
/// The entries of a protocol that ask for more than the shape of a path: a position in a list, the name of a field, the value, or one
/// beside it. They are tried before the others, in the order of the file.
/// </summary>
/// <remarks>Cost: none where a file has no such entry, and else one look at what is remembered of the shape for each value.</remarks>
sealed class TestedEntries(ProtocolEntry[] entries)
{
    /// <summary>Whether the shape of a path may not be enough for an entry.</summary>
    public static bool MayAsk(ProtocolEntry entry) => entry.Test is not null || HasNumber(entry.Path.Pointer);

    /// <summary>What the first of them that fits says; null when none does. Positions begin after this many segments.</summary>
    public Mapping? Find(DataItem item, int depth, EventReader reader)
    {
        if (!item.ShapeAt.TryMapping(this, out var first))
        {
            first = item.ShapeAt.Remember(this, First(item, depth));
        }

        if (first is null)
        {
            return null;
        }

        var exact = EventReader.AfterSegments(item.Path, depth);
        var shape = EventReader.AfterSegments(item.Shape, depth);
        foreach (var entry in entries)
        {
            if (IsAsked(entry, item, shape) && (entry.Path.IsMatch(exact) || entry.Path.IsMatch(shape)) && (entry.Test is null || Holds(entry.Test, item, reader)))
            {
                return entry.Mapping;
            }
        }

        return null;
    }

    Mapping? First(DataItem item, int depth)
    {
        var shape = EventReader.AfterSegments(item.Shape, depth);
        foreach (var entry in entries)
        {
            if (IsAsked(entry, item, shape))
            {
                return entry.Mapping;
            }
        }

        return null;
    }

    /// <summary>Whether the entry can be about values of this shape, and the shape does not decide it.</summary>
    static bool IsAsked(ProtocolEntry entry, DataItem item, ReadOnlySpan<char> shape) =>
        (entry.Path.Part is null || entry.Path.Part == item.Part) && entry.Path.CanMatch(shape) && (entry.Test is not null || !entry.Path.IsMatch(shape));

    static bool Holds(EntryTest test, DataItem item, EventReader reader)
    {
        if (test.Named?.IsMatch(item.At.Segment) == false || test.Only?.IsMatch(item.Value.Span) == false || test.Not?.IsMatch(item.Value.Span) == true)
        {
            return false;
        }

        for (var i = 0; i < test.Where.Count; i++)
        {
            if (!reader.Holds(item.At, test.Where[i]))
            {
                return false;
            }
        }

        return true;
    }

    static bool HasNumber(ReadOnlySpan<char> pointer)
    {
        foreach (var segment in pointer.Split('/'))
        {
            var text = pointer[segment];
            if (!text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9'))
            {
                return true;
            }
        }

        return false;
    }
}
