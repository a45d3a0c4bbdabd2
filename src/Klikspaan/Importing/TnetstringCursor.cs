namespace Klikspaan.Importing;

/// <summary>
/// Goes through the values of a tagged netstring one by one (https://tnetstrings.info; mitmproxy adds <c>;</c> for text): the length in decimal
/// digits, a colon, so many bytes, and a tag that says what they are. It enters what it is asked to, to a depth; a value must fit in the one around it.
/// </summary>
struct TnetstringCursor
{
    /// <summary>Most digits of a length.</summary>
    public const int MostDigits = 12;

    /// <summary>Most values around a value that is entered.</summary>
    public const int MaxDepth = 16;

    readonly CaptureEntry entry;
    readonly int end, depth;
    int at;

    /// <summary>Goes through what stands in a list or in names and values; through nothing when it is neither, or too deep.</summary>
    public TnetstringCursor(CaptureEntry entry, TnetstringValue container)
    {
        this.entry = entry;
        (at, depth) = (container.At, container.Depth + 1);
        end = container.Tag is (byte)']' or (byte)'}' && depth <= MaxDepth ? container.At + container.Length : at;
    }

    /// <summary>Where it stopped, when what stands there is no value; else -1.</summary>
    public int BrokenAt { get; private set; } = -1;

    /// <summary>Whether a byte can be the tag of a value.</summary>
    public static bool IsTag(int tag) => tag is ',' or ';' or '#' or '^' or '!' or '~' or ']' or '}';

    /// <summary>Goes to the next value; false at the end, and where there is none.</summary>
    public bool Next(out TnetstringValue value)
    {
        value = default;
        if (at >= end || BrokenAt >= 0)
        {
            return false;
        }

        var bytes = entry.Bytes.Span[..end];
        if (!Head(bytes[at..], out var head, out var size))
        {
            BrokenAt = at;
            return false;
        }

        var from = at + head;
        var leftOut = LeftOut(from, size);
        var length = size - leftOut;
        if (length < 0 || length >= end - from || !IsTag(bytes[from + (int)length]))
        {
            BrokenAt = at;
            return false;
        }

        value = new(bytes[from + (int)length], from, (int)length, leftOut, depth);
        at = from + (int)length + 1;
        return true;
    }

    /// <summary>Goes to the next name and its value.</summary>
    public bool NextMember(out TnetstringValue name, out TnetstringValue value)
    {
        value = default;
        var start = at;
        if (!Next(out name))
        {
            return false;
        }

        if (!name.IsText || !Next(out value))
        {
            BrokenAt = BrokenAt >= 0 ? BrokenAt : start;
            return false;
        }

        return true;
    }

    /// <summary>The value of the last member with this name; no value when there is none. Goes to the end.</summary>
    public TnetstringValue Find(ReadOnlySpan<byte> name)
    {
        var found = default(TnetstringValue);
        while (NextMember(out var key, out var value))
        {
            found = entry.Bytes.Span.Slice(key.At, key.Length).SequenceEqual(name) ? value : found;
        }

        return found;
    }

    /// <summary>The length that a value begins with; false when it begins with none.</summary>
    static bool Head(ReadOnlySpan<byte> bytes, out int head, out long size)
    {
        size = 0;
        for (head = 0; head < bytes.Length && head <= MostDigits; head++)
        {
            if (bytes[head] == ':')
            {
                return ++head > 1;
            }

            if (!char.IsAsciiDigit((char)bytes[head]))
            {
                return false;
            }

            size = (size * 10) + bytes[head] - '0';
        }

        return false;
    }

    /// <summary>How many bytes were left out of so many in the file from a place among those that were kept.</summary>
    readonly long LeftOut(int from, long size)
    {
        var gaps = entry.Gaps;
        int low = 0, high = gaps.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = gaps[middle].At < from ? (middle + 1, high) : (low, middle);
        }

        var first = low;
        high = gaps.Count;
        while (low < high)
        {
            // What lies before a gap in the file: what was kept, and what was left out before it.
            var middle = (low + high) / 2;
            var isWithin = gaps[middle].At - from + gaps[middle].Before - gaps[first].Before < size;
            (low, high) = isWithin ? (middle + 1, high) : (low, middle);
        }

        return low == first ? 0 : gaps[low - 1].Before + gaps[low - 1].Length - gaps[first].Before;
    }
}
