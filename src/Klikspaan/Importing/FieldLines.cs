namespace Klikspaan.Importing;

/// <summary>Where a field stands in a head: name and value, without the white space around them.</summary>
readonly record struct FieldLine(int NameAt, int NameLength, int ValueAt, int ValueLength)
{
    /// <summary>The name.</summary>
    public ReadOnlySpan<byte> Name(ReadOnlySpan<byte> text) => text.Slice(NameAt, NameLength);

    /// <summary>The value; of a folded one, with its line ends.</summary>
    public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> text) => text.Slice(ValueAt, ValueLength);
}

/// <summary>
/// The lines of a head, read as they are: a lone line feed ends a line, a line that begins with white space goes on with
/// the one before (RFC 9112, sections 2.2 and 5.2), and a line without a colon is a value without a name.
/// </summary>
static class FieldLines
{
    /// <summary>More fields than this are not told apart.</summary>
    public const int Most = 10_000;

    /// <summary>Reads fields from <paramref name="at"/> to the empty line; gives where that ends, or -1 when there is none.</summary>
    public static int Read(ReadOnlySpan<byte> text, int at, List<FieldLine> fields)
    {
        while (at < text.Length)
        {
            var length = text[at..].IndexOf((byte)'\n');
            var next = length < 0 ? text.Length : at + length + 1;
            var line = text[at..next].TrimEnd("\r\n"u8);
            if (line.IsEmpty && length >= 0)
            {
                return next;
            }

            if (line.Length > 0 && line[0] is (byte)' ' or (byte)'\t' && fields.Count > 0)
            {
                fields[^1] = fields[^1] with { ValueLength = at + line.TrimEnd(" \t"u8).Length - fields[^1].ValueAt };
            }
            else if (fields.Count < Most)
            {
                fields.Add(Field(line, at));
            }
            else
            {
                fields[^1] = fields[^1] with { ValueLength = at + line.Length - fields[^1].ValueAt };
            }

            at = next;
        }

        return -1;
    }

    static FieldLine Field(ReadOnlySpan<byte> line, int at)
    {
        var colon = line.IndexOf((byte)':');
        var name = colon < 0 ? default : line[..colon].TrimEnd(" \t"u8);
        var value = line[(colon + 1)..];
        var gap = value.Length - value.TrimStart(" \t"u8).Length;
        return new(at, name.Length, at + colon + 1 + gap, value.Trim(" \t"u8).Length);
    }
}
