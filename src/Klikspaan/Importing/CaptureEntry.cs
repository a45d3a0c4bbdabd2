namespace Klikspaan.Importing;

/// <summary>One entry of a capture as bytes, or the place where the file could not be read.</summary>
/// <param name="Number">Number of the entry, from 1; 0 for what is about the file as a whole.</param>
/// <param name="Offset">Where it starts in the file.</param>
/// <param name="Length">How long it is in the file.</param>
/// <param name="Bytes">Its bytes; empty when it was too large or broke off, or when the reader of its format keeps them in pieces.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Fault">What is wrong with a broken entry.</param>
public record CaptureEntry(int Number, long Offset, long Length, ReadOnlyMemory<byte> Bytes, EntryKind Kind, EntryFault? Fault = null)
{
    /// <summary>Where bytes of the file are missing among <see cref="Bytes"/>: too long strings that nothing reads.</summary>
    internal IReadOnlyList<EntryGap> Gaps { get; init; } = [];

    /// <summary>In which run of the program it was recorded, from 1; 0 where the capture does not tell its runs apart.</summary>
    internal int Run { get; init; }

    /// <summary>How many bytes are held with it: more than it is long where the rest of it stands elsewhere in the file.</summary>
    internal virtual long Held => Length;

    /// <summary>The step from what stands in the file to <see cref="Bytes"/>; empty where these are the same.</summary>
    internal string Step { get; init; } = "";

    /// <summary>The room in which <see cref="Bytes"/> stand, when it is used again.</summary>
    internal EntryRoom? Room { get; init; }

    /// <summary>Where what is made of its bytes can be put; null where that is kept.</summary>
    internal ByteRoom? Scratch { get; set; }

    /// <summary>A list for its reader's own use while it reads the entry; null where it makes one.</summary>
    internal List<(JsonText Name, JsonText Value)>? Pairs { get; set; }

    /// <summary>Lets its room go, once; nothing that was read from the entry may be looked at after this.</summary>
    internal void Return() => Room?.Release();

    /// <summary>Offset in the file of the byte at <paramref name="index"/>.</summary>
    internal long Place(long index) => Step.Length > 0 ? PlaceByStep((int)index) : Offset + index + Between(-1, index - 1);

    /// <summary>How long text of the entry is in the file.</summary>
    internal long LengthOf(ReadOnlySpan<byte> part) => TextFeed.LengthBy(Step, part);

    /// <summary>Text of the entry as a piece of the file, with the step that the entry itself needs before its own.</summary>
    /// <param name="part">Which part of the request it is.</param>
    /// <param name="path">Path in that part.</param>
    /// <param name="place">Where it begins in the file.</param>
    /// <param name="raw">How it stands there.</param>
    /// <param name="steps">What is done to it.</param>
    /// <param name="value">What that gives.</param>
    internal Excerpt Piece(MessagePart part, string path, long place, ReadOnlySpan<byte> raw, string steps, ReadOnlyMemory<byte> value)
    {
        // A mark that a value begins with is taken for one of its encoding by the step.
        while (Step.Length > 0 && raw.StartsWith(TextFeed.Mark) && value.Span.StartsWith(TextFeed.Mark))
        {
            (place, value) = (place + LengthOf(TextFeed.Mark), value[TextFeed.Mark.Length..]);
            raw = raw[TextFeed.Mark.Length..];
        }

        return new(part, path, place, LengthOf(raw), Step.Length > 0 && steps.Length > 0 ? $"{Step}|{steps}" : Step + steps, value);
    }

    /// <summary>How many bytes of the file are missing among these.</summary>
    internal long LeftOut(int start, int length) => Between(start, (long)start + length);

    // How far places were told last, and where that is: they are mostly asked for in order.
    int told;
    long toldLength;

    long PlaceByStep(int index)
    {
        (told, toldLength) = index < told ? (0, 0) : (told, toldLength);
        toldLength += LengthOf(Bytes.Span[told..index]);
        told = index;
        return Offset + toldLength;
    }

    long Between(long from, long to) => Gaps.Count == 0 ? 0 : Before(to + 1) - Before(from);

    /// <summary>How many bytes are missing before this place among those that were kept.</summary>
    long Before(long place)
    {
        int low = 0, high = Gaps.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Gaps[middle].At < place ? (middle + 1, high) : (low, middle);
        }

        return low == 0 ? 0 : Gaps[low - 1].Before + Gaps[low - 1].Length;
    }
}

/// <summary>Bytes of the file that were left out of an entry.</summary>
/// <param name="At">Where in the bytes that were kept.</param>
/// <param name="Length">How many.</param>
/// <param name="Before">How many are missing before it.</param>
readonly record struct EntryGap(int At, long Length, long Before);

/// <summary>Why an entry of a capture could not be read.</summary>
/// <param name="Kind">What sort of problem: <c>cut</c>, <c>limit</c>, <c>frame</c>.</param>
/// <param name="Expected">What should have been there.</param>
/// <param name="Found">What was there.</param>
public sealed record EntryFault(string Kind, string Expected, string Found);

/// <summary>What an entry of a capture is.</summary>
public enum EntryKind
{
    /// <summary>An exchange.</summary>
    Exchange,

    /// <summary>A description of the program that made the capture.</summary>
    Tool,

    /// <summary>A place where the file could not be read.</summary>
    Broken,

    /// <summary>
    /// The beginning of a recording of our own, which also lists failed handshakes, other connections, look-ups, and the
    /// process that sent each request: what is not in it was not observed.
    /// </summary>
    Recording,
}
