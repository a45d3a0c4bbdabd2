namespace Klikspaan;

/// <summary>Quotation marks in a quoted field of CSV (RFC 4180 section 2, number 7).</summary>
static class CsvQuotes
{
    /// <summary>The text for which the field stands; false with the place of the first quotation mark that stands alone, or of what is too much.</summary>
    public static bool TryUndouble(ReadOnlySpan<byte> source, int most, out byte[] text, out int bad)
    {
        (text, bad) = ([], 0);
        var marks = source.Count((byte)'"');
        if (source.Length - (marks / 2) > most)
        {
            return false;
        }

        var written = new byte[source.Length - (marks / 2)];
        var length = 0;
        while (bad < source.Length)
        {
            var plain = source[bad..].IndexOf((byte)'"');
            plain = plain < 0 ? source.Length - bad : plain;
            source.Slice(bad, plain).CopyTo(written.AsSpan(length));
            (bad, length) = (bad + plain, length + plain);
            if (bad < source.Length)
            {
                if (bad + 1 == source.Length || source[bad + 1] != '"')
                {
                    return false;
                }

                written[length++] = (byte)'"';
                bad += 2;
            }
        }

        text = written;
        return true;
    }
}
