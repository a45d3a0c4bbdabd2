using System.Buffers;
using System.Numerics;

namespace Klikspaan.Importing;

/// <summary>
/// Finds the entries of an HTTP Archive, or of a list of JSON, by brackets and quotes alone, block by block, so that memory does not
/// grow with the file. Whether an entry is sound JSON is for the reader of the entry to say; what stands around the entries
/// is kept as the frame.
/// </summary>
/// <param name="limits">How much is kept of an entry.</param>
/// <param name="plan">Where the entries stand, and which of their members are read.</param>
/// <remarks>Cost: 7 % of the path: a look at each 64 bytes without quotes and brackets, and the copy of what is read.</remarks>
sealed class HarScanner(Limits limits, HarPlan plan)
{
    const int LongestRead = 6 * 18;
    static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    static readonly SearchValues<byte> Separators = SearchValues.Create(" \t\r\n,"u8);
    readonly HarKept kept = new(limits);
    readonly byte[] name = new byte[16];
    int nameLength;
    bool inString, escaped, inLog, inEntries;

    // Of the entry that is open: whether the member at hand is one that is read, and where the last two quotation marks stand.
    bool isRead;
    long mark, markBefore;
    int depth, closesAt = -1;
    long start;
    EntryKind kind;

    /// <summary>How many entries have begun.</summary>
    public int Entries { get; private set; }

    /// <summary>Bytes seen so far.</summary>
    public long Position { get; private set; }

    /// <summary>Whether the outermost object was closed.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Where the unfinished entry begins; -1 when none is open.</summary>
    public long OpenAt => closesAt >= 0 ? start : -1;

    /// <summary>Number of the unfinished entry; 0 for what describes the tool.</summary>
    public int OpenNumber => kind == EntryKind.Exchange ? Entries : 0;

    /// <summary>What stands around the entries.</summary>
    public HarFrame Frame { get; } = new(plan);

    /// <summary>Takes the next bytes of the file; adds each entry that ends in them.</summary>
    public void Take(ReadOnlySpan<byte> block, List<CaptureEntry> found)
    {
        kept.Resume();
        Frame.Begin(Position);
        for (var i = 0; i < block.Length && !IsComplete;)
        {
            i = closesAt >= 0 ? InEntry(block, i, found) : inString ? InString(block, i) : Outside(block, i);
        }

        if (closesAt >= 0)
        {
            kept.Pause(block, Position, inString ? mark : -1, isRead);
        }

        if (!IsComplete)
        {
            Frame.End(block);
        }

        Position += block.Length;
    }

    /// <summary>Goes to the next quotation mark or bracket around the entries.</summary>
    int Outside(ReadOnlySpan<byte> block, int i)
    {
        var step = block[i..].IndexOfAny(Structure);
        var end = step < 0 ? block.Length : i + step;
        Between(block[i..end], Position + i);
        if (step < 0)
        {
            return end;
        }

        switch (block[end])
        {
            case (byte)'"':
                Between(block.Slice(end, 1), Position + end);
                inString = true;
                nameLength = 0;
                break;
            case (byte)'{' or (byte)'[':
                Open(block, end);
                break;
            default:
                Close(block, end);
                break;
        }

        return end + 1;
    }

    /// <summary>Goes to the end of the entry, or of the block.</summary>
    int InEntry(ReadOnlySpan<byte> block, int i, List<CaptureEntry> found)
    {
        while (i < block.Length)
        {
            var end = i <= block.Length - JsonWord.Size ? InWord(block, i) : InBytes(block, i, block.Length);
            if (depth == closesAt)
            {
                found.Add(kept.Finish(block, Position, end - 1, OpenNumber, kind));
                closesAt = -1;
                return end;
            }

            i = end;
        }

        return i;
    }

    int InWord(ReadOnlySpan<byte> block, int i)
    {
        var word = JsonWord.Read(block.Slice(i, JsonWord.Size));
        var carried = escaped;
        var marks = word.Marks(ref carried);
        var inside = JsonWord.Inside(marks, inString);
        if ((word.Backslashes & ~inside) != 0)
        {
            // Between strings a backslash escapes nothing.
            return InBytes(block, i, i + JsonWord.Size);
        }

        escaped = carried;
        if (inString && marks != 0)
        {
            kept.Close(block, Position, i + BitOperations.TrailingZeroCount(marks), mark, isRead);
        }

        for (var brackets = word.Brackets & ~inside; brackets != 0; brackets &= brackets - 1)
        {
            var bit = BitOperations.TrailingZeroCount(brackets);
            if (depth == closesAt + 1)
            {
                Marks(marks & ((1UL << bit) - 1), Position + i, ref marks);
            }

            if (Bracket(block, i + bit))
            {
                (inString, escaped) = (false, false);
                return i + bit + 1;
            }
        }

        Marks(marks, Position + i, ref marks);
        inString = inside >> 63 != 0;
        return i + JsonWord.Size;
    }

    /// <summary>Remembers the last two of these quotation marks, and takes them out of all.</summary>
    void Marks(ulong passed, long at, ref ulong all)
    {
        if (passed == 0)
        {
            return;
        }

        var last = BitOperations.Log2(passed);
        var others = passed & ~(1UL << last);
        markBefore = others == 0 ? mark : at + BitOperations.Log2(others);
        mark = at + last;
        all &= ~passed;
    }

    int InBytes(ReadOnlySpan<byte> block, int i, int end)
    {
        for (; i < end; i++)
        {
            var next = block[i];
            if (escaped)
            {
                escaped = false;
            }
            else if (next == '"')
            {
                if (inString)
                {
                    kept.Close(block, Position, i, mark, isRead);
                }

                (inString, markBefore, mark) = (!inString, mark, Position + i);
            }
            else if (inString)
            {
                escaped = next == '\\';
            }
            else if (next is (byte)'{' or (byte)'}' or (byte)'[' or (byte)']' && Bracket(block, i))
            {
                return i + 1;
            }
        }

        return i;
    }

    /// <summary>Takes a bracket of an entry; true when it closes the entry.</summary>
    bool Bracket(ReadOnlySpan<byte> block, int i)
    {
        if (block[i] is (byte)'}' or (byte)']')
        {
            depth--;
            isRead &= depth > closesAt + 1;
            return depth == closesAt;
        }

        if (depth == closesAt + 1)
        {
            Span<byte> key = stackalloc byte[LongestRead];
            key = key[..Key(block, key)];

            // A name with escapes could be either; what it holds is then kept.
            isRead = plan.IsRead(key) || key.Contains((byte)'\\');
        }

        depth++;
        return false;
    }

    /// <summary>The string between the last two quotation marks, when it is short; part of it may stand before the block.</summary>
    int Key(ReadOnlySpan<byte> block, Span<byte> key)
    {
        var length = mark - markBefore - 1;
        if (markBefore < 0 || length > key.Length)
        {
            return 0;
        }

        var before = (int)Math.Clamp(Position - markBefore - 1, 0, length);
        var last = kept.Last(Math.Max(0, Position - markBefore - 1));
        if (before > last.Length)
        {
            return 0;
        }

        last[..before].CopyTo(key);
        if (before < length)
        {
            block.Slice((int)(markBefore + 1 + before - Position), (int)length - before).CopyTo(key[before..]);
        }

        return (int)length;
    }

    int InString(ReadOnlySpan<byte> block, int i)
    {
        if (escaped)
        {
            escaped = false;
            return i + 1;
        }

        var step = block[i..].IndexOfAny((byte)'"', (byte)'\\');
        var end = step < 0 ? block.Length : i + step;
        Name(block[i..end]);
        if (step < 0)
        {
            return end;
        }

        inString = block[end] != '"';
        escaped = inString;
        return end + 1;
    }

    /// <summary>Between entries only commas may stand; anything else is an entry that will not be read.</summary>
    void Between(ReadOnlySpan<byte> bytes, long at)
    {
        if (inEntries && depth == plan.Depth && bytes.IndexOfAnyExcept(Separators) is >= 0 and var odd)
        {
            Frame.Stray(at + odd);
        }
    }

    /// <summary>Remembers the string, for it may be the name of what opens next.</summary>
    void Name(ReadOnlySpan<byte> text)
    {
        if (depth <= 2)
        {
            var take = Math.Min(text.Length, name.Length - nameLength);
            text[..take].CopyTo(name.AsSpan(nameLength));
            nameLength += take;
        }
    }

    void Open(ReadOnlySpan<byte> block, int i)
    {
        var key = name.AsSpan(0, nameLength);
        var isObject = block[i] == '{';
        inLog |= !plan.IsList && depth == 1 && isObject && key.SequenceEqual("log"u8);
        if (closesAt < 0 && isObject && inEntries && depth == plan.Depth)
        {
            Entries++;
            Begin(EntryKind.Exchange, i);
        }
        else if (closesAt < 0 && isObject && inLog && depth == 2 && (key.SequenceEqual("creator"u8) || key.SequenceEqual("browser"u8)))
        {
            Begin(EntryKind.Tool, i);
        }
        else if (inEntries && depth == plan.Depth)
        {
            Frame.Stray(Position + i);
        }

        if (!isObject && depth == plan.Depth - 1 && (plan.IsList || (inLog && key.SequenceEqual("entries"u8))))
        {
            inEntries = true;
            Frame.Leave(block, i);
        }

        nameLength = 0;
        depth++;
    }

    void Begin(EntryKind what, int i)
    {
        (kind, start, closesAt) = (what, Position + i, depth);
        (isRead, mark, markBefore) = (false, -1, -1);
        kept.Begin(Position, i);
    }

    void Close(ReadOnlySpan<byte> block, int i)
    {
        depth--;
        if (inEntries && depth == plan.Depth - 1)
        {
            inEntries = false;
            Frame.Return(block, i);
        }

        inLog &= depth > 1;
        if (depth <= 0)
        {
            IsComplete = true;
            Frame.Rest(block, i + 1);
        }
    }
}
