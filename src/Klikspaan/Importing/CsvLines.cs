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
    string step = "";
    bool isQuoted;

    /// <summary>Whether a quoted field is open.</summary>
    public bool IsQuoted => isQuoted;

    /// <summary>Takes the next bytes of the file; adds each record that ends in them, with its place, and whether it was too large to be kept.</summary>
    public void Take(TextFeed feed, List<CsvLine> found)
    {
        var block = feed.Block;
        step = feed.Step;

        // A quotation mark that is doubled closes the field and opens it again, which comes to the same; one within a field without quotation marks
        // is no sound CSV, and told as such when the record is read.
        for (var at = 0; at < block.Length;)
        {
            var next = isQuoted ? block[at..].IndexOf((byte)'"') : block[at..].IndexOfAny(Ends);
            var end = next < 0 ? block.Length : at + next;
            var isEnd = next >= 0 && block[end] == '\n';
            Keep(block[at..(next >= 0 && !isEnd ? end + 1 : end)]);
            isQuoted ^= next >= 0 && !isEnd;
            at = end + (next < 0 ? 0 : 1);
            if (isEnd)
            {
                Finish(found, feed.Place(end));
                start = feed.Place(at);
            }
        }
    }

    /// <summary>The file ends.</summary>
    public void End(TextFeed feed, List<CsvLine> found)
    {
        if (length > 0)
        {
            Finish(found, feed.Place(0));
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

    void Finish(List<CsvLine> found, long end)
    {
        var isTooLarge = length > most;
        var bytes = isTooLarge ? default : kept.WrittenMemory;
        var isReturn = bytes is { IsEmpty: false, Span: [.., (byte)'\r'] };
        found.Add(new(start, end - start - (isReturn ? TextFeed.LengthBy(step, "\r"u8) : 0), isReturn ? bytes[..^1] : bytes, isTooLarge));
        (kept, length) = (new(), 0);
    }
}

/// <summary>A record as bytes.</summary>
/// <param name="Offset">Where it begins in the file.</param>
/// <param name="Length">How long it is, without its line end.</param>
/// <param name="Bytes">Its bytes; empty when it is too large.</param>
/// <param name="IsTooLarge">Whether it was too large to be kept.</param>
readonly record struct CsvLine(long Offset, long Length, ReadOnlyMemory<byte> Bytes, bool IsTooLarge);
