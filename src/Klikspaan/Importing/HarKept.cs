namespace Klikspaan.Importing;

/// <summary>
/// What is kept of an entry while it is scanned. Long strings are left out of it: of what nothing reads, such as the content
/// of a response, each; of the request only those with which the entry would be too large.
/// </summary>
sealed class HarKept(Limits limits)
{
    /// <summary>Longest string that is always kept, of what is read and of what is not.</summary>
    const int LongString = 1 << 20, LongUnread = 1 << 12;
    const int Least = 1 << 16;

    /// <summary>What is kept from one entry to the next.</summary>
    const int MostSpare = 1 << 20;
    readonly EntryRooms rooms = new();
    byte[] bytes = new byte[Least];
    List<EntryGap> gaps = [];
    int length, from;
    long start, leftOut;
    bool isTooLarge, isLeavingOut;

    /// <summary>An entry begins at <paramref name="i"/> of a block that stands at <paramref name="position"/>.</summary>
    public void Begin(long position, int i)
    {
        (length, from, start, leftOut) = (0, i, position + i, 0);
        (isTooLarge, isLeavingOut) = (false, false);
        gaps = gaps.Count > 0 ? [] : gaps;
    }

    /// <summary>The next block begins, within the entry.</summary>
    public void Resume() => from = 0;

    /// <summary>A string closes at <paramref name="i"/>, which opened at <paramref name="opened"/> in the file.</summary>
    public void Close(ReadOnlySpan<byte> block, long position, int i, long opened, bool isRead)
    {
        var size = position + i - opened - 1;
        if (isLeavingOut || IsTooLong(size, opened, isRead))
        {
            CutBack(block, position, opened);
            AddGap(opened + 1 - start - leftOut, size);
            leftOut += size;
            from = i;
            isLeavingOut = false;
        }
    }

    /// <summary>A block ends within the entry, and perhaps in a string that opened at <paramref name="opened"/>; -1 when in none.</summary>
    public void Pause(ReadOnlySpan<byte> block, long position, long opened, bool isRead)
    {
        var end = position + block.Length;
        if (opened >= 0 && (isLeavingOut || IsTooLong(end - opened - 1, opened, isRead)))
        {
            CutBack(block, position, opened);
            isLeavingOut = true;
            from = block.Length;
        }

        // How long a string that is open will be, and so whether it stays, is not known.
        isTooLarge |= (opened >= 0 ? opened + 1 : end) - start - leftOut > limits.EntryBytes;
        Keep(block[from..]);
    }

    /// <summary>The entry ends at <paramref name="i"/>.</summary>
    public CaptureEntry Finish(ReadOnlySpan<byte> block, long position, int i, int number, EntryKind kind)
    {
        var size = position + i + 1 - start;
        isTooLarge |= size - leftOut > limits.EntryBytes;
        if (isTooLarge)
        {
            return new(number, start, size, default, EntryKind.Broken, new("limit", $"at most {limits.EntryBytes} bytes", $"an entry of {size} bytes"));
        }

        var (taken, room) = Take(block[from..(i + 1)]);
        return new(number, start, size, taken, kind) { Gaps = gaps.Count == 0 ? [] : gaps, Room = room };
    }

    /// <summary>The bytes that end just before the block, when they were kept.</summary>
    public ReadOnlySpan<byte> Last(long count) => count <= length ? bytes.AsSpan(length - (int)count, (int)count) : default;

    /// <summary>Whether a string of this many bytes, or more, is left out; how the file was cut into blocks must not matter.</summary>
    bool IsTooLong(long size, long opened, bool isRead) =>
        size > LongUnread && (!isRead || (size > LongString && opened + 1 - start - leftOut + size > limits.EntryBytes / 4 * 3L));

    /// <summary>Keeps what stands before the contents of the string, and none of these.</summary>
    void CutBack(ReadOnlySpan<byte> block, long position, long opened)
    {
        if (opened >= position)
        {
            Keep(block[from..(int)(opened + 1 - position)]);
        }
        else if (!isLeavingOut && !isTooLarge)
        {
            length -= (int)(position - opened - 1);
        }
    }

    void AddGap(long at, long size)
    {
        if (!isTooLarge)
        {
            gaps.Add(new((int)at, size, leftOut));
        }
    }

    void Keep(ReadOnlySpan<byte> more)
    {
        if (isTooLarge)
        {
            Forget();
            return;
        }

        if (bytes.Length - length < more.Length)
        {
            Array.Resize(ref bytes, Math.Max(length + more.Length, bytes.Length + (bytes.Length / 2)));
        }

        more.CopyTo(bytes.AsSpan(length));
        length += more.Length;
    }

    /// <summary>The entry's bytes: large ones are handed over as they are, others copied once, into room that comes back.</summary>
    (ReadOnlyMemory<byte> Bytes, EntryRoom? Room) Take(ReadOnlySpan<byte> last)
    {
        var size = length + last.Length;
        if (size <= EntryRooms.RoomBytes)
        {
            var (taken, room) = rooms.Take(size);
            bytes.AsSpan(0, length).CopyTo(taken.Span);
            last.CopyTo(taken.Span[length..]);
            length = 0;
            return (taken, room);
        }

        // Its bytes are handed over as they are, so they are not kept for the next.
        Keep(last);
        var all = bytes.AsMemory(0, length);
        (length, bytes) = (0, new byte[Least]);
        return (all, null);
    }

    void Forget()
    {
        length = 0;
        bytes = bytes.Length > MostSpare ? new byte[Least] : bytes;
    }
}
