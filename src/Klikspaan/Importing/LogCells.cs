namespace Klikspaan.Importing;

/// <summary>Takes a line of a log apart.</summary>
static class LogCells
{
    /// <summary>What stands between separators; null when there are more cells than this.</summary>
    public static List<LogText>? Separated(LogLine line, byte separator, int most)
    {
        var cells = new List<LogText>();
        var bytes = line.Bytes;
        for (var at = 0; ; at++)
        {
            var length = bytes[at..].IndexOf(separator) is >= 0 and var next ? next : bytes.Length - at;
            if (cells.Count == most)
            {
                return null;
            }

            cells.Add(line.At(at, length));
            at += length;
            if (at == bytes.Length)
            {
                return cells;
            }
        }
    }

    /// <summary>What stands between white space, or between quotation marks; no more than so many words, and none from a quotation mark on that is not closed.</summary>
    /// <param name="line">The line.</param>
    /// <param name="most">How many words are looked at.</param>
    /// <param name="open">Makes the value of what stands between quotation marks.</param>
    /// <param name="escape">What stands before a quotation mark that does not close.</param>
    public static List<LogText> Words(LogLine line, int most, Func<LogLine, int, int, LogText> open, byte escape)
    {
        var words = new List<LogText>();
        var bytes = line.Bytes;
        for (var at = 0; words.Count < most;)
        {
            at += bytes[at..].IndexOfAnyExcept(" \t"u8) is >= 0 and var spaces ? spaces : bytes.Length - at;
            if (at == bytes.Length)
            {
                break;
            }

            if (bytes[at] != '"')
            {
                var length = bytes[at..].IndexOfAny(" \t"u8) is >= 0 and var next ? next : bytes.Length - at;
                words.Add(line.At(at, length));
                at += length;
            }
            else if (Closing(bytes, at + 1, escape) is >= 0 and var end)
            {
                words.Add(open(line, at + 1, end - at - 1));
                at = end + 1;
            }
            else
            {
                break;
            }
        }

        return words;
    }

    /// <summary>What stands between commas, as a line of CSV (RFC 4180); null when there are more cells than this, or a quotation mark is not closed.</summary>
    public static List<LogText>? Commas(LogLine line, int most)
    {
        var cells = new List<LogText>();
        var bytes = line.Bytes;
        for (var at = 0; cells.Count < most; at++)
        {
            if (at < bytes.Length && bytes[at] == '"')
            {
                var end = Closing(bytes, at + 1, (byte)'"');
                if (end < 0 || (end + 1 < bytes.Length && bytes[end + 1] != ','))
                {
                    return null;
                }

                cells.Add(Undoubled(line, at + 1, end - at - 1));
                at = end + 1;
            }
            else
            {
                var length = bytes[at..].IndexOf((byte)',') is >= 0 and var next ? next : bytes.Length - at;
                cells.Add(line.At(at, length));
                at += length;
            }

            if (at == bytes.Length)
            {
                return cells;
            }
        }

        return null;
    }

    /// <summary>What stands between quotation marks, in which each is written twice.</summary>
    public static LogText Undoubled(LogLine line, int at, int length) =>
        line.Bytes.Slice(at, length).Contains((byte)'"') && CsvQuotes.TryUndouble(line.Bytes.Slice(at, length), length, out var text, out _) ? line.At(at, length, "csv-quoted", text) : line.At(at, length);

    /// <summary>Where the quotation mark stands that closes; -1 when none does.</summary>
    static int Closing(ReadOnlySpan<byte> bytes, int from, byte escape)
    {
        for (var at = from; at < bytes.Length; at++)
        {
            if (escape == '"' ? bytes[at] == '"' && at + 1 < bytes.Length && bytes[at + 1] == '"' : bytes[at] == escape)
            {
                at++;
            }
            else if (bytes[at] == '"')
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>What stands between quotation marks with escapes of JSON in it; as it stands, when they are none.</summary>
    public static LogText Unescaped(LogLine line, int at, int length)
    {
        var text = line.Bytes.Slice(at, length);
        return text.Contains((byte)'\\') && JsonEscapes.TryUnescape(text, out var plain, out _) ? line.At(at, length, "json-string", plain) : line.At(at, length);
    }
}
