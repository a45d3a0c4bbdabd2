using System.Buffers;

namespace Klikspaan.Importing;

/// <summary>
/// Finds the entries of an HTTP Archive by its brackets and quotes alone, block by block, so that memory does not grow
/// with the file. Whether an entry is sound JSON is for the reader of the entry to say.
/// </summary>
sealed class HarScanner(Limits limits)
{
    static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);
    readonly ArrayBufferWriter<byte> kept = new(1 << 16);
    readonly byte[] name = new byte[16];
    int nameLength;
    bool inString, escaped, inLog, inEntries, tooLarge, done;
    int depth, closesAt = -1;
    long start;
    EntryKind kind;

    /// <summary>How many entries have begun.</summary>
    public int Entries { get; private set; }

    /// <summary>Bytes seen so far.</summary>
    public long Position { get; private set; }

    /// <summary>Whether the outermost object was closed.</summary>
    public bool IsComplete => done;

    /// <summary>Where the unfinished entry begins; -1 when none is open.</summary>
    public long OpenAt => closesAt >= 0 ? start : -1;

    /// <summary>Takes the next bytes of the file; adds each entry that ends in them.</summary>
    public void Take(ReadOnlySpan<byte> block, List<CaptureEntry> found)
    {
        var keepFrom = closesAt >= 0 ? 0 : -1;
        for (var i = 0; i < block.Length;)
        {
            if (inString)
            {
                i = InString(block, i);
                continue;
            }

            var step = block[i..].IndexOfAny(Structure);
            if (step < 0)
            {
                break;
            }

            i += step;
            switch (block[i])
            {
                case (byte)'"':
                    inString = true;
                    nameLength = 0;
                    break;
                case (byte)'{' or (byte)'[':
                    Open(block[i], Position + i);
                    keepFrom = keepFrom < 0 && closesAt >= 0 ? i : keepFrom;
                    break;
                default:
                    if (Close())
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

    void Open(byte bracket, long at)
    {
        var key = name.AsSpan(0, nameLength);
        inLog |= depth == 1 && bracket == '{' && key.SequenceEqual("log"u8);
        inEntries |= depth == 2 && inLog && bracket == '[' && key.SequenceEqual("entries"u8);
        if (closesAt < 0 && bracket == '{')
        {
            if (depth == 3 && inEntries)
            {
                Entries++;
                Begin(EntryKind.Exchange, at);
            }
            else if (depth == 2 && inLog && (key.SequenceEqual("creator"u8) || key.SequenceEqual("browser"u8)))
            {
                Begin(EntryKind.Tool, at);
            }
        }

        nameLength = 0;
        depth++;
    }

    void Begin(EntryKind entryKind, long at) => (kind, start, closesAt, tooLarge) = (entryKind, at, depth, false);

    /// <summary>Whether the bracket that closes ends an entry.</summary>
    bool Close()
    {
        depth--;
        inEntries &= depth > 2;
        inLog &= depth > 1;
        done |= depth <= 0;
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
        var number = kind == EntryKind.Exchange ? Entries : 0;
        return tooLarge
            ? new(number, start, end - start, default, EntryKind.Broken, $"at most {limits.EntryBytes} bytes", $"an entry of {end - start} bytes")
            : new(number, start, end - start, bytes, kind);
    }
}
