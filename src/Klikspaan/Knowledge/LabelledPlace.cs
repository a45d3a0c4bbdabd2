namespace Klikspaan.Knowledge;

/// <summary>A place in a capture.</summary>
/// <param name="Entry">Number of the entry, from 1.</param>
/// <param name="Part">Part of the request.</param>
/// <param name="Path">JSON Pointer to the value, over all layers.</param>
readonly record struct LabelledPlace(int Entry, MessagePart Part, string Path)
{
    /// <summary>Reads <c>12 content:/user/id</c>; null when it is no place.</summary>
    public static LabelledPlace? Parse(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return space > 0 && colon > space
            && int.TryParse(text.AsSpan(0, space), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var entry)
            && PathPattern.PartOf(text.AsSpan(space + 1, colon - space - 1)) is { } part ? new(entry, part, text[(colon + 1)..]) : null;
    }
}
