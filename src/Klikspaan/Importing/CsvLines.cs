using System.Buffers;

namespace Klikspaan.Importing;

/// <summary>
/// Cuts a file of CSV into records, block by block: a line end within quotation marks is part of a field (RFC 4180 section 2, number 6). Memory does not grow with
/// the file.
/// </summary>
sealed class CsvLines(int most)
{
    static readonly SearchValues<byte> Ends = SearchValues.Create("\"\n"u8);
    ArrayBufferWriter<byte> kept = new();
    long start, length;
    bool isQuoted;

    /// <summary>Bytes seen so far.</summary>
    public long Position { get; private set; }

    /// <summary>Whether a quoted field is open.</summary>
    public bool IsQuoted => isQuoted;

    /// <summary>Takes the next bytes of the file; adds each record that ends in them, with its place, and whether it was too large to be kept.</summary>
    public void Take(ReadOnlySpan<byte> block, List<CsvLine> found)
    {
        // A quotation mark that is doubled closes the field and opens it again, which comes to the same; one within a field without quotation marks
        // is no sound CSV, and told as such when the record is read.
        for (var at = 0; at < block.Length;)
        {
            var step = isQuoted ? block[at..].IndexOf((byte)'"') : block[at..].IndexOfAny(Ends);
            var end = step < 0 ? block.Length : at + step;
            var isEnd = step >= 0 && block[end] == '\n';
            Keep(block[at..(step >= 0 && !isEnd ? end + 1 : end)]);
            isQuoted ^= step >= 0 && !isEnd;
            at = end + (step < 0 ? 0 : 1);
            if (isEnd)
            {
                Finish(found);
                start = Position + at;
            }
        }

        Position += block.Length;
    }

    /// <summary>The file ends.</summary>
    public void End(List<CsvLine> found)
    {
        if (length > 0)
        {
            Finish(found);
        }
    }

    void Keep(ReadOnlySpan<byte> bytes)
    {
        length += bytes.Length;
        if (length <= most)
        {
            kept.Write(bytes);
        }
    }

    void Finish(List<CsvLine> found)
    {
        var isTooLarge = length > most;
        var bytes = isTooLarge ? default : kept.WrittenMemory;
        bytes = bytes is { IsEmpty: false, Span: [.., (byte)'\r'] } ? bytes[..^1] : bytes;
        found.Add(new(start, isTooLarge ? length : bytes.Length, bytes, isTooLarge));
        (kept, length) = (new(), 0);
    }
}

/// <summary>A record as bytes.</summary>
/// <param name="Offset">Where it begins in the file.</param>
/// <param name="Length">How long it is, without its line end.</param>
/// <param name="Bytes">Its bytes; empty when it is too large.</param>
/// <param name="IsTooLarge">Whether it was too large to be kept.</param>
readonly record struct CsvLine(long Offset, long Length, ReadOnlyMemory<byte> Bytes, bool IsTooLarge);
