namespace Klikspaan.Packets;

/// <summary>
/// One direction of a connection: puts its bytes in order. Bytes that come twice are taken once, the first ones. What does not follow is held until what is
/// before it comes, or until it is clear that it was not captured.
/// </summary>
/// <param name="deliver">Takes the next bytes, and where they came from; valid until it returns.</param>
/// <param name="lose">Is told how many bytes are missing before the next ones.</param>
sealed class TcpStream(Action<ReadOnlyMemory<byte>, StreamPiece> deliver, Action<long> lose)
{
    /// <summary>What lies further ahead, or behind, is not of this connection.</summary>
    const int Window = 1 << 26;

    /// <summary>Most bytes, and pieces, that are held of one direction.</summary>
    const int MostHeld = 2 << 20, MostPieces = 4_096;

    /// <summary>Packets that may still come before bytes that were acknowledged count as not captured: those of the two directions can be swapped a little.</summary>
    const int Patience = 16;
    readonly SortedList<long, Held> held = [];
    int waited;

    /// <summary>Whether the number of its first byte is known.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>The number of the first byte.</summary>
    public uint First { get; private set; }

    /// <summary>How many bytes were passed, those that are missing too.</summary>
    public long Position { get; private set; }

    /// <summary>How many bytes are held.</summary>
    public int HeldBytes { get; private set; }

    /// <summary>Whether its bytes are wanted; else they are only counted.</summary>
    public bool IsWanted { get; set; } = true;

    /// <summary>Compares what comes again with what was read; null where that is of no use.</summary>
    public RepeatedBytes? Repeated { get; init; }

    /// <summary>Whether its end was seen.</summary>
    public bool IsFinished { get; private set; }

    /// <summary>How far the direction came: the end of what was seen of it.</summary>
    public long Furthest { get; private set; }

    /// <summary>Whether this packet begins another connection than the one at hand.</summary>
    public bool IsOther(Segment segment) => (segment.Flags & SegmentFlags.Synchronize) != 0 && IsKnown && segment.Sequence + 1 != First;

    /// <summary>Takes a packet.</summary>
    public void Take(in Segment segment)
    {
        var isStart = (segment.Flags & SegmentFlags.Synchronize) != 0;
        var sequence = segment.Sequence + (isStart ? 1u : 0);
        if (!IsKnown && (isStart || segment.Payload.Length > 0))
        {
            (IsKnown, First) = (true, sequence);
        }

        if (!IsKnown)
        {
            IsFinished |= (segment.Flags & SegmentFlags.Finish) != 0;
            return;
        }

        var from = segment.Opened.Length > 0 ? Position : Position + (int)(sequence - (First + (uint)Position));
        if (Math.Abs(from - Position) > Window)
        {
            return;
        }

        IsFinished |= (segment.Flags & SegmentFlags.Finish) != 0;
        Furthest = Math.Max(Furthest, from + segment.Payload.Length + segment.Missing);
        if (segment.Payload.Length > 0)
        {
            Take(from, segment);
        }
    }

    /// <summary>The other side has these bytes; when they do not come here, they were not captured.</summary>
    public void Acknowledge(uint number)
    {
        if (held.Count > 0 && IsKnown && (int)(number - (First + (uint)Position)) > 0 && ++waited > Patience)
        {
            Skip();
        }
    }

    /// <summary>Gives all that is held, and says what is missing.</summary>
    public void Finish()
    {
        while (held.Count > 0)
        {
            Skip();
        }

        if (IsKnown && Furthest > Position)
        {
            Lose(Furthest);
        }
    }

    void Take(long from, in Segment segment)
    {
        if (!IsWanted)
        {
            Position = Math.Max(Position, from + segment.Payload.Length);
            held.Clear();
            HeldBytes = 0;
            Repeated?.Finish();
            return;
        }

        var payload = segment.Payload;
        if (from < Position)
        {
            Compare(payload[..(int)Math.Min(payload.Length, Position - from)], from, segment);
            if (from + payload.Length <= Position)
            {
                return;
            }

            payload = payload[(int)(Position - from)..];
        }

        var shift = segment.Payload.Length - payload.Length;
        var piece = new StreamPiece(from + shift, payload.Length, segment.PayloadAt < 0 ? -1 : segment.PayloadAt + shift, segment.Offset, segment.End, segment.At);
        if (piece.At > Position || held.Count > 0)
        {
            Hold(payload, piece, segment);
        }
        else
        {
            Deliver(payload, piece);
        }

        Drain();
        if (segment.Missing > 0 && Position == from + segment.Payload.Length)
        {
            // Packets were cut when they were captured: what is missing does not come again.
            Lose(Position + segment.Missing);
            Drain();
        }

        while (HeldBytes > MostHeld || held.Count > MostPieces)
        {
            Skip();
        }
    }

    void Deliver(ReadOnlyMemory<byte> payload, StreamPiece piece)
    {
        (Position, waited) = (piece.At + piece.Length, 0);
        Repeated?.Keep(payload.Span, piece.At);
        deliver(payload, piece);
    }

    /// <summary>Compares bytes that were passed. One byte of anything before the next one asks whether the other side is still there (RFC 1122 section 4.2.3.6).</summary>
    void Compare(ReadOnlyMemory<byte> again, long from, in Segment segment)
    {
        if (segment.Payload.Length > 1 || from + 1 != Furthest)
        {
            Repeated?.Compare(again.Span, from, segment);
        }
    }

    /// <summary>Holds those of the bytes that are not held yet.</summary>
    void Hold(ReadOnlyMemory<byte> payload, StreamPiece piece, in Segment segment)
    {
        var (at, end) = (piece.At, piece.At + piece.Length);
        for (var i = After(at); at < end; i++)
        {
            if (i < held.Count && held.GetKeyAtIndex(i) <= at)
            {
                var (heldAt, bytes) = (held.GetKeyAtIndex(i), held.GetValueAtIndex(i).Bytes);
                var again = payload[(int)(at - piece.At)..(int)(Math.Min(end, heldAt + bytes.Length) - piece.At)];
                Repeated?.Compare(again.Span, bytes.Span.Slice((int)(at - heldAt), again.Length), at, segment);
                at = heldAt + bytes.Length;
                continue;
            }

            var stop = i < held.Count ? Math.Min(end, held.GetKeyAtIndex(i)) : end;
            var (skip, length) = ((int)(at - piece.At), (int)(stop - at));
            held.Add(at, new(payload.Slice(skip, length).ToArray(), piece with { At = at, Length = length, PayloadAt = piece.PayloadAt < 0 ? -1 : piece.PayloadAt + skip }));
            HeldBytes += length;
            at = stop;
        }
    }

    /// <summary>The first held piece that ends behind this place.</summary>
    int After(long place)
    {
        var (low, high) = (0, held.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = held.GetKeyAtIndex(middle) + held.GetValueAtIndex(middle).Piece.Length <= place ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    void Drain()
    {
        while (held.Count > 0 && held.GetKeyAtIndex(0) <= Position)
        {
            var next = held.GetValueAtIndex(0);
            held.RemoveAt(0);
            HeldBytes -= next.Bytes.Length;
            Deliver(next.Bytes, next.Piece);
            if (!IsWanted)
            {
                held.Clear();
                HeldBytes = 0;
            }
        }
    }

    /// <summary>Goes on with what is held: what is before it was not captured.</summary>
    public void Skip()
    {
        if (held.Count > 0 && held.GetKeyAtIndex(0) > Position)
        {
            Lose(held.GetKeyAtIndex(0));
        }

        Drain();
    }

    void Lose(long until)
    {
        var count = until - Position;
        (Position, waited) = (until, 0);
        if (IsWanted)
        {
            lose(count);
        }
    }

    sealed record Held(ReadOnlyMemory<byte> Bytes, StreamPiece Piece);
}
