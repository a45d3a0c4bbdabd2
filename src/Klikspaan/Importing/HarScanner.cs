using System.Buffers;

namespace Klikspaan.Importing;

/// <summary>
/// Finds the entries of an HTTP Archive by its brackets and quotes alone, block by block, so that memory does not grow
/// with the file. Whether an entry is sound JSON is for the reader of the entry to say; what stands around the entries
/// is kept as the frame.
/// </summary>
sealed class HarScanner(Limits limits)
{
    static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    static readonly SearchValues<byte> Separators = SearchValues.Create(" \t\r\n,"u8);
    readonly ArrayBufferWriter<byte> kept = new(1 << 16);
    readonly byte[] name = new byte[16];
    int nameLength;
    bool inString, escaped, inLog, inEntries, tooLarge;
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
    public HarFrame Frame { get; } = new();

    /// <summary>Takes the next bytes of the file; adds each entry that ends in them.</summary>
    public void Take(ReadOnlySpan<byte> block, List<CaptureEntry> found)
    {
        var keepFrom = closesAt >= 0 ? 0 : -1;
        Frame.Begin(Position);
        for (var i = 0; i < block.Length && !IsComplete;)
        {
            if (inString)
            {
                i = InString(block, i);
                continue;
            }

            var step = block[i..].IndexOfAny(Structure);
            Between(step < 0 ? block[i..] : block.Slice(i, step), Position + i);
            if (step < 0)
            {
                break;
            }

            i += step;
            switch (block[i])
            {
                case (byte)'"':
                    Between(block.Slice(i, 1), Position + i);
                    inString = true;
                    nameLength = 0;
                    break;
                case (byte)'{' or (byte)'[':
                    Open(block, i);
                    keepFrom = keepFrom < 0 && closesAt >= 0 ? i : keepFrom;
                    break;
                default:
                    if (Close(block, i))
                    {
                        Keep(block[keepFrom..(i + 1)]);
                        found.Add(Finish(Position + i + 1));
                        keepFrom = -1;
                    }

                    break;
            }

            i++;
        }

        if (keepFrom >= 0)
        {
            Keep(block[keepFrom..]);
        }

        if (!IsComplete)
        {
            Frame.End(block);
        }

        Position += block.Length;
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
        if (inEntries && depth == 3 && bytes.IndexOfAnyExcept(Separators) is >= 0 and var odd)
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
        inLog |= depth == 1 && isObject && key.SequenceEqual("log"u8);
        if (closesAt < 0 && isObject && inEntries && depth == 3)
        {
            Entries++;
            (kind, start, closesAt, tooLarge) = (EntryKind.Exchange, Position + i, depth, false);
        }
        else if (closesAt < 0 && isObject && inLog && depth == 2 && (key.SequenceEqual("creator"u8) || key.SequenceEqual("browser"u8)))
        {
            (kind, start, closesAt, tooLarge) = (EntryKind.Tool, Position + i, depth, false);
        }
        else if (inEntries && depth == 3)
        {
            Frame.Stray(Position + i);
        }

        if (depth == 2 && inLog && !isObject && key.SequenceEqual("entries"u8))
        {
            inEntries = true;
            Frame.Leave(block, i);
        }

        nameLength = 0;
        depth++;
    }

    /// <summary>Whether the bracket that closes ends an entry.</summary>
    bool Close(ReadOnlySpan<byte> block, int i)
    {
        depth--;
        if (inEntries && depth == 2)
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

        return closesAt >= 0 && depth == closesAt;
    }

    void Keep(ReadOnlySpan<byte> bytes)
    {
        tooLarge |= kept.WrittenCount + (long)bytes.Length > limits.EntryBytes;
        if (tooLarge)
        {
            kept.ResetWrittenCount();
        }
        else
        {
            kept.Write(bytes);
        }
    }

    CaptureEntry Finish(long end)
    {
        var bytes = kept.WrittenSpan.ToArray();
        kept.ResetWrittenCount();
        closesAt = -1;
        return tooLarge
            ? new(OpenNumber, start, end - start, default, EntryKind.Broken, new("limit", $"at most {limits.EntryBytes} bytes", $"an entry of {end - start} bytes"))
            : new(OpenNumber, start, end - start, bytes, kind);
    }
}
