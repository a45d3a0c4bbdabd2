namespace Klikspaan.Importing;

/// <summary>The members of a JSON object on a line of a log.</summary>
static class JsonRow
{
    const int LongestName = 64;

    /// <summary>The strings, numbers and truth values of these names; null when it is no JSON object.</summary>
    public static Dictionary<string, LogText>? Read(LogLine line, IReadOnlySet<string> names)
    {
        var entry = line.Start == 0 ? line.Entry : line.Entry with { Offset = line.Entry.Offset + line.Entry.LengthOf(line.Entry.Bytes.Span[..line.Start]), Bytes = line.Entry.Bytes[line.Start..] };
        var row = new Dictionary<string, LogText>(StringComparer.Ordinal);
        var cursor = new JsonCursor(entry.Bytes.Span);
        if (!JsonLinesReader.IsObject(line.Bytes) || !cursor.Object())
        {
            return null;
        }

        while (cursor.NextMember())
        {
            var name = cursor.Name(LongestName);
            if (!names.Contains(name))
            {
                cursor.Skip();
            }
            else if (cursor.Any(entry) is { } value && (IsString(entry, value) || value.Raw.Span is [not ((byte)'{' or (byte)'['), ..]))
            {
                row.TryAdd(name, LogText.Of(entry, value));
            }
        }

        return cursor.IsBroken ? null : row;
    }

    static bool IsString(CaptureEntry entry, JsonText value) =>
        value.Raw.IsEmpty || (entry.Bytes.Span.Overlaps(value.Raw.Span, out var at) && at > 0 && entry.Bytes.Span[at - 1] == '"');
}
