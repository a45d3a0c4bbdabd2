using System.Numerics;

namespace Klikspaan.Packets;

/// <summary>
/// The last bytes that were read of one direction of a connection, to see whether what comes again says the same. Of what comes again when they are no longer
/// kept it is only known that it came.
/// </summary>
/// <param name="rooms">Where they are kept.</param>
sealed class RepeatedBytes(RecentRooms rooms)
{
    byte[] room = [];
    long begin, end;

    /// <summary>How many bytes came again and were others.</summary>
    public long Others { get; private set; }

    /// <summary>How many bytes came that could not be compared: what stood there is not kept, or was never read.</summary>
    public long Unknown { get; private set; }

    /// <summary>Where the first of the others belongs in the stream.</summary>
    public long OthersAt { get; private set; }

    /// <summary>The block in the file that the first of the others stand in.</summary>
    public (long Offset, long Length) OthersIn { get; private set; }

    /// <summary>The block in the file that the first of those stand in that could not be compared.</summary>
    public (long Offset, long Length) UnknownIn { get; private set; }

    /// <summary>Keeps bytes that were read, as many as there is room for.</summary>
    public void Keep(ReadOnlySpan<byte> bytes, long at)
    {
        begin = at == end ? begin : at;
        end = at + bytes.Length;
        Grow((int)Math.Min(RecentRooms.Largest, end - begin));
        bytes = bytes[Math.Max(0, bytes.Length - room.Length)..];
        begin = Math.Max(begin, end - room.Length);
        for (var place = end - bytes.Length; !bytes.IsEmpty;)
        {
            var to = room.AsSpan((int)(place & (room.Length - 1)));
            var part = Math.Min(to.Length, bytes.Length);
            bytes[..part].CopyTo(to);
            bytes = bytes[part..];
            place += part;
        }
    }

    /// <summary>Compares bytes that come again with those that were read.</summary>
    /// <param name="again">The bytes.</param>
    /// <param name="at">Their place in the stream.</param>
    /// <param name="segment">The packet that they came in.</param>
    public void Compare(ReadOnlySpan<byte> again, long at, in Segment segment)
    {
        var (from, until) = (Math.Clamp(begin, at, at + again.Length), Math.Clamp(end, at, at + again.Length));
        var kept = again[(int)(from - at)..(int)Math.Max(from - at, until - at)];
        TellUnknown(again.Length - kept.Length, segment);
        for (var place = from; !kept.IsEmpty;)
        {
            var first = room.AsSpan((int)(place & (room.Length - 1)));
            var part = Math.Min(first.Length, kept.Length);
            Compare(kept[..part], first[..part], place, segment);
            kept = kept[part..];
            place += part;
        }
    }

    /// <summary>Compares bytes that come again with those that came first, as many of each.</summary>
    public void Compare(ReadOnlySpan<byte> again, ReadOnlySpan<byte> first, long at, in Segment segment)
    {
        var same = again.CommonPrefixLength(first);
        if (same == again.Length)
        {
            return;
        }

        (OthersAt, OthersIn) = Others == 0 ? (at + same, (segment.Offset, segment.End - segment.Offset)) : (OthersAt, OthersIn);
        for (var i = same; i < again.Length; i++)
        {
            Others += again[i] == first[i] ? 0 : 1;
        }
    }

    /// <summary>Nothing more comes: gives its room back.</summary>
    public void Finish()
    {
        rooms.Return(room);
        (room, begin) = ([], end);
    }

    void TellUnknown(int count, in Segment segment)
    {
        UnknownIn = Unknown == 0 && count > 0 ? (segment.Offset, segment.End - segment.Offset) : UnknownIn;
        Unknown += count;
    }

    void Grow(int wanted)
    {
        if (wanted <= room.Length)
        {
            return;
        }

        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(RecentRooms.Smallest, wanted));
        if (rooms.Rent(size) is not { } larger)
        {
            return;
        }

        var until = Math.Min(end, begin + room.Length);
        for (var place = begin; place < until;)
        {
            var from = room.AsSpan((int)(place & (room.Length - 1)));
            var to = larger.AsSpan((int)(place & (size - 1)));
            var part = (int)Math.Min(Math.Min(from.Length, to.Length), until - place);
            from[..part].CopyTo(to);
            place += part;
        }

        rooms.Return(room);
        room = larger;
    }
}
