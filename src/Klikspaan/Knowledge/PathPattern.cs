namespace Klikspaan.Knowledge;

/// <summary>
/// A pattern for item paths: <c>content:/data/*/name</c>. <c>*</c> stands for one segment, <c>**</c> for any number;
/// a <c>*</c> within a segment for any text.
/// </summary>
public sealed class PathPattern
{
    /// <summary>The request as a whole: where an event stands that is made of all its parts.</summary>
    public const string Whole = "whole:";

    readonly string[] segments;

    // The last segment where it is written out; empty where it is not.
    readonly string last;

    PathPattern(string text, MessagePart? part, string[] segments) =>
        (Text, Part, Pointer, this.segments, Matched, last) =
        (text, part, part is null ? text : text[(text.IndexOf(':', StringComparison.Ordinal) + 1)..], segments, segments.Contains("**") ? -1 : segments.Length,
            segments.Length > 0 && !segments[^1].Contains('*', StringComparison.Ordinal) ? segments[^1] : "");

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
            part = text == Whole ? MessagePart.Whole : PartOf(text.AsSpan(0, colon));
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
    public bool IsMatch(ReadOnlySpan<char> pointer) => EndsLike(pointer) && Match(segments, pointer);

    /// <summary>Whether a path of this shape can match: a number in the pattern can be a position, which the shape does not show.</summary>
    internal bool CanMatch(ReadOnlySpan<char> shape) => Match(segments, shape, isShape: true);

    /// <summary>How many segments it has.</summary>
    internal int Length => segments.Length;

    /// <summary>How many segments a path that it matches has; -1 for any number.</summary>
    internal int Matched { get; }

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

    /// <summary>Whether the last segment can be that of the pattern: most pointers that are asked about differ in it.</summary>
    bool EndsLike(ReadOnlySpan<char> pointer) =>
        last.Length == 0 || (pointer.Length > last.Length && pointer[^1] == last[^1] && pointer[^(last.Length + 1)] == '/' && pointer.EndsWith(last, StringComparison.Ordinal));

    static bool IsPosition(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text) => text is PathShape.Any && !pattern.IsEmpty && !pattern.ContainsAnyExceptInRange('0', '9');

    static bool Match(ReadOnlySpan<string> pattern, ReadOnlySpan<char> pointer, bool isShape = false)
    {
        if (pattern.IsEmpty)
        {
            return pointer.IsEmpty;
        }

        if (pattern[0] == "**")
        {
            for (var rest = pointer; !Match(pattern[1..], rest, isShape); rest = AfterFirst(rest))
            {
                if (rest.IsEmpty)
                {
                    return false;
                }
            }

            return true;
        }

        if (pointer.IsEmpty)
        {
            return false;
        }

        var after = AfterFirst(pointer);
        var first = pointer[1..(pointer.Length - after.Length)];
        return (Segment(pattern[0], first) || (isShape && IsPosition(pattern[0], first))) && Match(pattern[1..], after, isShape);
    }

    static ReadOnlySpan<char> AfterFirst(ReadOnlySpan<char> pointer)
    {
        var end = pointer[1..].IndexOf('/');
        return end < 0 ? default : pointer[(1 + end)..];
    }
}
