namespace Klikspaan;

/// <summary>The chunked transfer coding (RFC 9112 section 7.1); a lone line feed ends a line too (section 2.2).</summary>
static class ChunkedCoding
{
    /// <summary>What chunked bytes turned out to be.</summary>
    /// <param name="Content">The content of all chunks; empty when the coding is broken.</param>
    /// <param name="Extensions">Where chunk extensions stand, without their first semicolon.</param>
    /// <param name="Trailers">Where the trailer section begins.</param>
    /// <param name="FailedAt">Where the coding is broken; -1 when it is whole.</param>
    /// <param name="Expected">What should have been there.</param>
    public sealed record Result(byte[] Content, IReadOnlyList<(int Offset, int Length)> Extensions, int Trailers, int FailedAt = -1, string Expected = "");

    /// <summary>Takes chunked bytes apart; the content is at most <paramref name="limit"/> bytes.</summary>
    public static Result Read(ReadOnlySpan<byte> source, int limit)
    {
        var content = new byte[Math.Min(source.Length, limit)];
        var extensions = new List<(int, int)>();
        var (at, written) = (0, 0);
        while (true)
        {
            if (Line(source, at) is not { } line)
            {
                return Broken(source.Length, "the rest of the chunked coding");
            }

            var digits = Digits(source, at);
            if (Size(source.Slice(at, digits)) is not { } size)
            {
                return Broken(at, "the size of a chunk");
            }

            var after = source[(at + digits)..line.End].TrimEnd(" \t"u8);
            var gap = after.Length - after.TrimStart(" \t"u8).Length;
            if (after.Length > gap && after[gap] != ';')
            {
                return Broken(at + digits + gap, "the end of the chunk's size");
            }

            if (after.Length > gap + 1)
            {
                extensions.Add((at + digits + gap + 1, after.Length - gap - 1));
            }

            at = line.Next;
            if (size == 0)
            {
                return End(source, at) is var (end, problem) && problem.Length > 0
                    ? Broken(end, problem)
                    : new(written == content.Length ? content : content[..written], extensions, at);
            }

            if (size > limit - written)
            {
                return Broken(0, $"chunked of at most {limit} bytes");
            }

            if (size > source.Length - at)
            {
                return Broken(source.Length, "the rest of a chunk");
            }

            source.Slice(at, size).CopyTo(content.AsSpan(written));
            (at, written) = (at + size, written + size);
            if (Line(source, at) is not { } close || close.End != at)
            {
                return Broken(at, "the end of a chunk");
            }

            at = close.Next;
        }
    }

    static Result Broken(int at, string expected) => new([], [], at, at, expected);

    /// <summary>The end of the trailer section, and what is wrong with it: after its empty line nothing may follow.</summary>
    static (int At, string Problem) End(ReadOnlySpan<byte> source, int at)
    {
        while (Line(source, at) is { } line)
        {
            if (line.End == at)
            {
                return (line.Next, line.Next == source.Length ? "" : "the end after the last chunk");
            }

            at = line.Next;
        }

        return (source.Length, "the empty line after the last chunk");
    }

    static (int End, int Next)? Line(ReadOnlySpan<byte> source, int at)
    {
        var length = source[at..].IndexOf((byte)'\n');
        if (length < 0)
        {
            return null;
        }

        var end = at + length;
        return (end > at && source[end - 1] == '\r' ? end - 1 : end, end + 1);
    }

    static int Digits(ReadOnlySpan<byte> source, int at)
    {
        var from = at;
        while (at < source.Length && char.IsAsciiHexDigit((char)source[at]))
        {
            at++;
        }

        return at - from;
    }

    /// <summary>A size beyond what any chunk here can have is given as the largest number.</summary>
    static int? Size(ReadOnlySpan<byte> digits)
    {
        if (digits.IsEmpty)
        {
            return null;
        }

        var size = 0L;
        foreach (var digit in digits)
        {
            size = Math.Min((size << 4) | (uint)(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10), int.MaxValue);
        }

        return (int)size;
    }
}
