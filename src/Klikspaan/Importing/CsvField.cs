namespace Klikspaan.Importing;

/// <summary>A field of a record of CSV (RFC 4180).</summary>
/// <param name="Start">Where its text begins in the record, behind the quotation mark where it has one.</param>
/// <param name="Length">How long its text is there.</param>
/// <param name="HasDoubled">Whether two quotation marks stand for one in it.</param>
readonly record struct CsvField(int Start, int Length, bool HasDoubled)
{
    /// <summary>Most fields of one record.</summary>
    public const int Most = 10_000;

    /// <summary>Cuts a record into its fields.</summary>
    /// <param name="record">The record without its line end.</param>
    /// <param name="separator">What stands between fields.</param>
    /// <param name="oddAt">Where a quoted field does not end with its quotation mark, or what stands beyond the last field that is read; -1 when all is sound.</param>
    public static List<CsvField> Of(ReadOnlySpan<byte> record, byte separator, out int oddAt)
    {
        var fields = new List<CsvField>();
        oddAt = -1;
        for (var at = 0; at <= record.Length && fields.Count < Most;)
        {
            if (at == record.Length || record[at] != '"')
            {
                var length = record[at..].IndexOf(separator);
                length = length < 0 ? record.Length - at : length;
                fields.Add(new(at, length, false));
                at += length + 1;
                continue;
            }

            var (end, hasDoubled) = Close(record, at + 1);
            fields.Add(new(at + 1, end - at - 1, hasDoubled));
            var next = record[Math.Min(end + 1, record.Length)..].IndexOf(separator);
            next = next < 0 ? record.Length : end + 1 + next;
            oddAt = oddAt < 0 && (end == record.Length || next != end + 1) ? Math.Min(end, record.Length) : oddAt;
            at = next + 1;
        }

        if (fields.Count == Most && fields[^1] is var last && record[(last.Start + last.Length)..].Contains(separator))
        {
            oddAt = oddAt < 0 ? last.Start + last.Length : oddAt;
        }

        return fields;
    }

    /// <summary>The text of the field; what it stands for is for its step to say.</summary>
    public ReadOnlyMemory<byte> Text(ReadOnlyMemory<byte> record)
    {
        var text = record.Slice(Start, Length);
        return HasDoubled && CsvQuotes.TryUndouble(text.Span, int.MaxValue, out var plain, out _) ? plain : text;
    }

    static (int End, bool HasDoubled) Close(ReadOnlySpan<byte> record, int at)
    {
        var hasDoubled = false;
        while (record[at..].IndexOf((byte)'"') is >= 0 and var step)
        {
            at += step;
            if (at + 1 >= record.Length || record[at + 1] != '"')
            {
                return (at, hasDoubled);
            }

            (at, hasDoubled) = (at + 2, true);
        }

        return (record.Length, hasDoubled);
    }
}
