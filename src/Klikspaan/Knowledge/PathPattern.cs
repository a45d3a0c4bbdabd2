namespace Klikspaan.Knowledge;

/// <summary>
/// A pattern for item paths: <c>content:/data/*/name</c>. <c>*</c> stands for one segment, <c>**</c> for any number;
/// a <c>*</c> within a segment for any text.
/// </summary>
public sealed class PathPattern
{
    readonly string[] segments;

    PathPattern(string text, MessagePart? part, string[] segments) => (Text, Part, this.segments) = (text, part, segments);

    /// <summary>The pattern as written.</summary>
    public string Text { get; }

    /// <summary>The part of the request that it is about; null when it is relative to an event.</summary>
    public MessagePart? Part { get; }

    /// <summary>The pattern without its part.</summary>
    public string Pointer => Part is null ? Text : Text[(Text.IndexOf(':', StringComparison.Ordinal) + 1)..];

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
    public bool IsMatch(string pointer) => Match(segments, Split(pointer));

    /// <summary>
    /// The pointers that this pattern takes out of <paramref name="pointer"/> when it matches its first segments; null when it does not.
    /// A pattern with <c>**</c> takes no prefix.
    /// </summary>
    public string? Prefix(string pointer)
    {
        ArgumentNullException.ThrowIfNull(pointer);
        var at = 0;
        foreach (var segment in segments)
        {
            if (at >= pointer.Length)
            {
                return null;
            }

            var end = pointer.IndexOf('/', at + 1);
            end = end < 0 ? pointer.Length : end;
            if (!Segment(segment, pointer.AsSpan(at + 1, end - at - 1)))
            {
                return null;
            }

            at = end;
        }

        return pointer[..at];
    }

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
        for (var at = star; at <= text.Length; at++)
        {
            if (Segment(rest, text[at..]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a pointer, cut into its segments, matches as a whole.</summary>
    internal bool IsMatch(string[] pointer) => Match(segments, pointer);

    /// <summary>The segments of a pointer.</summary>
    internal static string[] Split(string pointer) => pointer.Length == 0 ? [] : pointer[1..].Split('/');

    static bool Match(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.IsEmpty)
        {
            return path.IsEmpty;
        }

        if (pattern[0] == "**")
        {
            for (var skip = 0; skip <= path.Length; skip++)
            {
                if (Match(pattern[1..], path[skip..]))
                {
                    return true;
                }
            }

            return false;
        }

        return !path.IsEmpty && Segment(pattern[0], path[0]) && Match(pattern[1..], path[1..]);
    }
}
