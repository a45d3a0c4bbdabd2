namespace Klikspaan.Importing;

/// <summary>The bytes of a file of flows, in order, and what is kept of the record at hand.</summary>
sealed class FlowSource(Stream stream, Limits limits)
{
    const int BlockBytes = 1 << 16;

    /// <summary>Longest value that is kept although nothing reads it.</summary>
    const int LongUnread = 1 << 12;
    const int MostSpare = 1 << 20;
    readonly byte[] block = new byte[BlockBytes];
    readonly EntryRooms rooms = new();
    byte[] kept = new byte[BlockBytes];
    List<EntryGap> gaps = [];
    int at, filled, length;
    long start, leftOut;

    /// <summary>How many bytes of the file were taken.</summary>
    public long Position { get; private set; }

    /// <summary>How many bytes of the record were kept, or would have been.</summary>
    public long Kept => Position - start - leftOut;

    /// <summary>Whether the record has more than may be kept of one.</summary>
    public bool IsTooLarge => Kept > limits.EntryBytes;

    /// <summary>A record begins here.</summary>
    public void Begin()
    {
        (length, start, leftOut) = (0, Position, 0);
        gaps = gaps.Count > 0 ? [] : gaps;
        kept = kept.Length > MostSpare ? new byte[BlockBytes] : kept;
    }

    /// <summary>The next byte, which stays the next; -1 at the end of the file.</summary>
    public async ValueTask<int> PeekAsync(CancellationToken cancellation)
    {
        if (at == filled)
        {
            (at, filled) = (0, await stream.ReadAsync(block, cancellation).ConfigureAwait(false));
        }

        return filled == 0 ? -1 : block[at];
    }

    /// <summary>Takes the next byte; -1 at the end of the file.</summary>
    public async ValueTask<int> ByteAsync(CancellationToken cancellation)
    {
        var next = await PeekAsync(cancellation).ConfigureAwait(false);
        if (next >= 0)
        {
            Keep(1);
        }

        return next;
    }

    /// <summary>Takes bytes; false when the file ends before.</summary>
    public async ValueTask<bool> TakeAsync(long count, CancellationToken cancellation)
    {
        while (count > 0)
        {
            if (await PeekAsync(cancellation).ConfigureAwait(false) < 0)
            {
                return false;
            }

            var part = (int)Math.Min(count, filled - at);
            Keep(part);
            count -= part;
        }

        return true;
    }

    /// <summary>
    /// Takes a value. Of those that nothing reads long ones are left out, and of those that are read the ones with which the record would be too
    /// large: by their lengths alone, so how the file was cut into blocks does not matter.
    /// </summary>
    public async ValueTask<bool> ValueAsync(long count, bool isRead, CancellationToken cancellation, int longUnread = LongUnread)
    {
        var isLong = isRead ? count > limits.EntryBytes / 16 && Kept + count > limits.EntryBytes / 4 * 3L : count > longUnread;
        if (!isLong)
        {
            return await TakeAsync(count, cancellation).ConfigureAwait(false);
        }

        var began = Position;
        while (Position - began < count && await PeekAsync(cancellation).ConfigureAwait(false) >= 0)
        {
            var part = (int)Math.Min(count - (Position - began), filled - at);
            (at, Position, leftOut) = (at + part, Position + part, leftOut + part);
        }

        if (!IsTooLarge)
        {
            gaps.Add(new(length, Position - began, leftOut - (Position - began)));
        }

        return Position - began == count;
    }

    /// <summary>The record as an entry.</summary>
    public FlowEntry Finish(int number, int bodyAt, EntryFault? damage)
    {
        var taken = new FlowEntry(number, start, Position - start) { BodyAt = bodyAt, Damage = damage, Gaps = gaps.Count == 0 ? [] : gaps };
        if (length > EntryRooms.RoomBytes)
        {
            return taken with { Bytes = kept.AsSpan(0, length).ToArray() };
        }

        var (bytes, room) = rooms.Take(length);
        kept.AsSpan(0, length).CopyTo(bytes.Span);
        return taken with { Bytes = bytes, Room = room };
    }

    /// <summary>What was taken since the record began, of which nothing can be read.</summary>
    public CaptureEntry Broken(int number, EntryFault fault) => new(number, start, Position - start, default, EntryKind.Broken, fault);

    void Keep(int count)
    {
        if (Kept + count <= limits.EntryBytes)
        {
            if (length + count > kept.Length)
            {
                Array.Resize(ref kept, Math.Max(length + count, kept.Length + (kept.Length / 2)));
            }

            block.AsSpan(at, count).CopyTo(kept.AsSpan(length));
            length += count;
        }

        (at, Position) = (at + count, Position + count);
    }
}
