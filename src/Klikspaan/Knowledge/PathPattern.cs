namespace Klikspaan.Knowledge;

/// <summary>
/// A pattern for item paths: <c>content:/data/*/name</c>. <c>*</c> stands for one segment, <c>**</c> for any number;
/// a <c>*</c> within a segment for any text.
/// </summary>
public sealed class PathPattern
{
    readonly string[] segments;

    PathPattern(string text, MessagePart? part, string[] segments) =>
        (Text, Part, Pointer, this.segments) = (text, part, part is null ? text : text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..], segments);

    /// <summary>The pattern as written.</summary>
    public string Text { get; }

    /// <summary>The part of the request that it is about; null when it is relative to an event.</summary>
    public MessagePart? Part { get; }

    /// <summary>The pattern without its part.</summary>
    public string Pointer { get; }

    /// <summary>Reads a pattern; null when it is not one.</summary>
    public static PathPattern? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        MessagePart? part = null;
        var path = text;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && !text.StartsWith('/'))
        {
            part = PartOf(text.AsSpan(0, colon));
            if (part is null)
            {
                return null;
            }

            path = text[(colon + 1)..];
        }

        return path.Length == 0 ? new(text, part, []) : path[0] == '/' ? new(text, part, path[1..].Split('/')) : null;
    }

    /// <summary>The part of a request of that name; null when there is none.</summary>
    internal static MessagePart? PartOf(ReadOnlySpan<char> name)
    {
        for (var part = MessagePart.Path; part < MessagePart.Whole; part++)
        {
            if (name.Equals(part.Name(), StringComparison.OrdinalIgnoreCase))
            {
                return part;
            }
        }

        return null;
    }

    /// <summary>Whether a pointer matches as a whole.</summary>
    public bool IsMatch(ReadOnlySpan<char> pointer) => Match(segments, pointer);

    /// <summary>How many segments it has.</summary>
    internal int Length => segments.Length;

    /// <summary>Whether a path of as many segments matches; <c>**</c> stands for one here.</summary>
    internal bool IsPlace(ItemPath path)
    {
        var at = path;
        for (var i = segments.Length - 1; i >= 0 && at is not null; i--, at = at.Parent)
        {
            if (segments[i] != "*" && !Segment(segments[i], at.Segment))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the segment at <paramref name="index"/> is written out in the pattern, so that it needs no explanation.</summary>
    public bool IsLiteral(int index) =>
        index < segments.Length && !segments.AsSpan(0, index + 1).Contains("**") && !segments[index].Contains('*', StringComparison.Ordinal);

    internal static bool Segment(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        var star = pattern.IndexOf('*');
        if (star < 0)
        {
            return pattern.Equals(text, StringComparison.Ordinal);
        }

        if (!text.StartsWith(pattern[..star], StringComparison.Ordinal))
        {
            return false;
        }

        var rest = pattern[(star + 1)..];
        if (rest.IndexOf('*') < 0)
        {
            return text.Length >= star + rest.Length && text.EndsWith(rest, StringComparison.Ordinal);
        }

        for (var at = star; at <= text.Length; at++)
        {
            if (Segment(rest, text[at..]))
            {
                return true;
            }
        }

        return false;
    }

    static bool Match(ReadOnlySpan<string> pattern, ReadOnlySpan<char> pointer)
    {
        if (pattern.IsEmpty)
        {
            return pointer.IsEmpty;
        }

        if (pattern[0] == "**")
        {
            for (var rest = pointer; !Match(pattern[1..], rest); rest = AfterFirst(rest))
            {
                if (rest.IsEmpty)
                {
                    return false;
                }
            }

            return true;
        }

        return !pointer.IsEmpty && Segment(pattern[0], pointer[1..(pointer.Length - AfterFirst(pointer).Length)]) && Match(pattern[1..], AfterFirst(pointer));
    }

    static ReadOnlySpan<char> AfterFirst(ReadOnlySpan<char> pointer)
    {
        var end = pointer[1..].IndexOf('/');
        return end < 0 ? default : pointer[(1 + end)..];
    }
}
