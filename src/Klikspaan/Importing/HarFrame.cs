using System.Buffers;
using System.Text.Json;

namespace Klikspaan.Importing;

/// <summary>
/// What stands around the entries of an HTTP Archive, or of a list of JSON. It is small, so it is kept and checked as JSON: a broken frame
/// means that entries may be missing.
/// </summary>
sealed class HarFrame(HarPlan plan)
{
    const int Largest = 16 << 20;
    readonly ArrayBufferWriter<byte> bytes = new(1 << 12);

    // For each list of entries: where the frame goes on, in what is kept of it and in the file.
    readonly List<(int In, long At)> resumed = [];
    int from;
    long blockStart, leftAt = -1, strayAt = -1, restAt = -1;
    bool isInside, isTooLarge;

    /// <summary>A block begins at <paramref name="position"/>.</summary>
    public void Begin(long position) => (from, blockStart) = (0, position);

    /// <summary>The list of entries opens at <paramref name="i"/>: what follows is not of the frame.</summary>
    public void Leave(ReadOnlySpan<byte> block, int i)
    {
        Add(block[from..(i + 1)]);
        isInside = true;
        leftAt = blockStart + i;
    }

    /// <summary>The list of entries closes at <paramref name="i"/>.</summary>
    public void Return(ReadOnlySpan<byte> block, int i)
    {
        isInside = false;
        from = i;
        if (!isTooLarge)
        {
            resumed.Add((bytes.WrittenCount, blockStart + i));
        }
    }

    /// <summary>The archive ends at <paramref name="i"/>: only white space may follow.</summary>
    public void Rest(ReadOnlySpan<byte> block, int i)
    {
        Add(block[from..i]);
        isInside = true;
        After(block, i, blockStart);
    }

    /// <summary>Looks for more than white space after the end of the archive; true when there is.</summary>
    public bool After(ReadOnlySpan<byte> block, int i, long position)
    {
        var odd = block[i..].IndexOfAnyExcept(" \t\r\n"u8);
        restAt = restAt >= 0 || odd < 0 ? restAt : position + i + odd;
        return restAt >= 0;
    }

    /// <summary>A block ends.</summary>
    public void End(ReadOnlySpan<byte> block)
    {
        if (!isInside)
        {
            Add(block[from..]);
        }
    }

    /// <summary>Something that is no entry stands in the list of entries.</summary>
    public void Stray(long at) => strayAt = strayAt < 0 ? at : strayAt;

    /// <summary>What is wrong with the frame; null when nothing is.</summary>
    public CaptureEntry? Fault()
    {
        if (isTooLarge)
        {
            return Fault(0, $"at most {Largest} bytes around the entries", "more, which were not checked; entries may be missing", "limit");
        }

        if (BrokenAt() is { } broken)
        {
            return Fault(broken, "JSON", "bytes that are not; entries may be missing");
        }

        return strayAt >= 0 ? Fault(strayAt, "an entry, or a comma between entries", "something else")
            : leftAt < 0 ? Fault(0, plan.List, "none")
            : restAt >= 0 ? Fault(restAt, $"the end of the file after the {plan.Whole}", "more bytes, which were not read")
            : null;
    }

    static CaptureEntry Fault(long at, string expected, string found, string kind = "frame") =>
        new(0, at, 0, default, EntryKind.Broken, new(kind, expected, found));

    long? BrokenAt()
    {
        var text = bytes.WrittenSpan;
        var mark = text.StartsWith("\uFEFF"u8) ? 3 : 0;
        var reader = new Utf8JsonReader(text[mark..], new JsonReaderOptions { MaxDepth = 256 });
        try
        {
            while (reader.Read())
            {
            }

            return null;
        }
        catch (JsonException)
        {
            var at = mark + reader.BytesConsumed;
            var last = resumed.FindLastIndex(r => r.In <= at);
            return last < 0 ? at : resumed[last].At + at - resumed[last].In;
        }
    }

    void Add(ReadOnlySpan<byte> part)
    {
        isTooLarge |= bytes.WrittenCount + part.Length > Largest;
        if (!isTooLarge)
        {
            bytes.Write(part);
        }
    }
}
