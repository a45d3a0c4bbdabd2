using System.Globalization;

namespace Klikspaan.Importing;

/// <summary>Lists of names and values, as HTTP Archives and sessions hold the header fields of a request.</summary>
static class HarFields
{
    const int UsualPairs = 12, MostDigits = 18;

    /// <summary>Reads the list that is the value here; gives how many in it have no name or no value.</summary>
    public static int Read(ref JsonCursor cursor, CaptureEntry entry, List<(JsonText Name, JsonText Value)> pairs)
    {
        if (!cursor.List())
        {
            return 0;
        }

        var lost = 0;
        while (cursor.NextObject())
        {
            pairs.EnsureCapacity(UsualPairs);
            lost += Pair(ref cursor, entry, pairs) ? 0 : 1;
        }

        return lost;
    }

    static bool Pair(ref JsonCursor cursor, CaptureEntry entry, List<(JsonText Name, JsonText Value)> pairs)
    {
        JsonText? name = null, value = null;
        while (cursor.NextMember())
        {
            if (cursor.Is("name"u8))
            {
                name = cursor.String(entry);
            }
            else if (cursor.Is("value"u8))
            {
                value = cursor.Any(entry);
            }
            else
            {
                cursor.Skip();
            }
        }

        if (name is { } n && value is { } v)
        {
            pairs.Add((n, v));
            return true;
        }

        return false;
    }

    /// <summary>The length that the content had by its own header field; null where there is none, or where it was sent in chunks.</summary>
    public static long? ContentLength(List<(JsonText Name, JsonText Value)> fields)
    {
        long? length = null;
        foreach (var (field, value) in fields)
        {
            var name = HarName.Of(field).Key;
            if (name == "transfer-encoding")
            {
                return null;
            }

            if (name == "content-length" && value.Length <= MostDigits && long.TryParse(value.Unescape().Span, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                length ??= number;
            }
        }

        return length;
    }

    /// <summary>Adds the header fields to the parts of a request; tells whether cookies are among them, and whether the content says that it is encoded.</summary>
    public static (bool HasCookie, bool IsEncoded) Add(List<(JsonText Name, JsonText Value)> fields, HarExcerpts parts)
    {
        var (hasCookie, isEncoded) = (false, false);
        foreach (var (field, fieldValue) in fields)
        {
            var name = HarName.Of(field);
            if (name.Key.StartsWith(':'))
            {
                // HTTP/2 repeats the request line as pseudo fields; it is counted once.
                continue;
            }

            var isCookie = name.Key == "cookie";
            hasCookie |= isCookie;
            isEncoded |= name.Key == "content-encoding";
            parts.Add(isCookie ? MessagePart.Cookie : MessagePart.Header, isCookie ? "" : name.KeyPath, name, field, fieldValue);
        }

        return (hasCookie, isEncoded);
    }
}
