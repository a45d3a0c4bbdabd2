using System.Buffers.Binary;
using System.Text;

namespace Klikspaan.Importing;

/// <summary>
/// Text of a file block by block as UTF-8, with the place in the file of each byte. Text in UTF-16 (RFC 2781) is known by its byte order mark; half a surrogate pair in it becomes
/// U+FFFD, as in the step of its name. Memory does not grow with the file.
/// </summary>
/// <param name="stream">The file.</param>
/// <param name="isPlain">Whether a mark is not looked for: the text is UTF-8.</param>
sealed class TextFeed(Stream stream, bool isPlain = false)
{
    const int BlockBytes = CaptureReaders.HeadBytes, MostOfUnit = 3;
    byte[] raw = new byte[BlockBytes], text = [];
    int rawLength, used, length;
    bool isBegun, isEnded;
    long start, read, halves, halfAt;

    // How far into the block places were told last, and where that is: they are asked for in order.
    int told;
    long toldPlace;

    /// <summary>The byte order mark in UTF-8.</summary>
    public static ReadOnlySpan<byte> Mark => "\uFEFF"u8;

    /// <summary>The step from what stands in the file to the text: empty for UTF-8, <c>utf-16le</c> or <c>utf-16be</c>.</summary>
    public string Step { get; private set; } = "";

    /// <summary>What was read last, until more is read; a mark at the beginning of the file is part of it.</summary>
    public ReadOnlySpan<byte> Block => Step.Length == 0 ? raw.AsSpan(0, rawLength) : text.AsSpan(0, length);

    /// <summary>Where the file ends, as far as it was read.</summary>
    public long Position => read;

    /// <summary>Says at the end of the file what of its text could not be read.</summary>
    public void Tell(Losses losses)
    {
        if (isEnded && rawLength > used)
        {
            losses.Add("cut", "whole characters of UTF-16", "the end of the file", Position - 1, 1);
        }

        if (halves > 0)
        {
            losses.Add("surrogate", "pairs of surrogates in UTF-16", FormattableString.Invariant($"{halves} halves of one alone, of which this is the first; each was read as U+FFFD"), halfAt, 2);
        }
    }

    /// <summary>The first bytes of a file as text, without reading any.</summary>
    public static TextFeed Of(ReadOnlySpan<byte> head)
    {
        var feed = new TextFeed(Stream.Null) { raw = head.ToArray() };
        feed.Take(head.Length);
        return feed;
    }

    /// <summary>How many bytes text has in the file from which it came by this step.</summary>
    public static long LengthBy(string step, ReadOnlySpan<byte> text)
    {
        if (step.Length == 0)
        {
            return text.Length;
        }

        var bytes = 0L;
        foreach (var value in text)
        {
            // A byte that goes on with a character adds nothing, and one that begins a character of four bytes stands for a pair.
            bytes += (value & 0xC0) == 0x80 ? 0 : value < 0xF0 ? 2 : 4;
        }

        return bytes;
    }

    /// <summary>Reads the next block; false at the end of the file.</summary>
    public async ValueTask<bool> NextAsync(CancellationToken cancellation)
    {
        do
        {
            var rest = Rest();
            var count = await stream.ReadAtLeastAsync(raw.AsMemory(rest), raw.Length - rest, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
            Take(count);
        }
        while (Block.IsEmpty && !isEnded);
        return !Block.IsEmpty;
    }

    /// <summary>Where in the file the byte at <paramref name="at"/> of the block stands; of the byte behind the last, where that ends.</summary>
    public long Place(int at)
    {
        if (Step.Length == 0)
        {
            return start + at;
        }

        (told, toldPlace) = at < told ? (0, start) : (told, toldPlace);
        toldPlace += LengthBy(Step, Block[told..at]);
        told = at;
        return toldPlace;
    }

    /// <summary>Puts what was read and not used to the beginning.</summary>
    int Rest()
    {
        start += used;
        raw.AsSpan(used, rawLength - used).CopyTo(raw);
        (rawLength, used) = (rawLength - used, 0);
        return rawLength;
    }

    void Take(int count)
    {
        read += count;
        rawLength += count;
        isEnded = count == 0;
        if (!isBegun)
        {
            isBegun = true;
            Step = isPlain ? "" : raw.AsSpan(0, rawLength) switch { [0xFF, 0xFE, ..] => "utf-16le", [0xFE, 0xFF, ..] => "utf-16be", _ => "" };
        }

        (told, toldPlace) = (0, start);
        if (Step.Length == 0)
        {
            used = rawLength;
            return;
        }

        Decode();
    }

    void Decode()
    {
        text = text.Length == 0 ? new byte[raw.Length / 2 * MostOfUnit] : text;
        length = 0;
        while (used + 2 <= rawLength)
        {
            var unit = Unit(used);
            var isPair = char.IsHighSurrogate(unit) && used + 4 <= rawLength && char.IsLowSurrogate(Unit(used + 2));
            if (char.IsHighSurrogate(unit) && used + 4 > rawLength && !isEnded)
            {
                return;
            }

            var rune = isPair ? new Rune(unit, Unit(used + 2)) : Rune.TryCreate(unit, out var single) ? single : Rune.ReplacementChar;
            if (char.IsSurrogate(unit) && !isPair)
            {
                halfAt = halves++ == 0 ? start + used : halfAt;
            }

            length += rune.EncodeToUtf8(text.AsSpan(length));
            used += isPair ? 4 : 2;
        }
    }

    char Unit(int at)
    {
        var bytes = raw.AsSpan(at);
        return (char)(Step == "utf-16be" ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes));
    }
}
