namespace Klikspaan.Packets;

/// <summary>
/// Puts packets together that were sent in pieces (RFC 791 section 3.2, RFC 8200 section 4.5). Pieces that overlap are not trusted, as RFC 5722 asks: the
/// packet is given up. A bounded number of them is kept, and the oldest is given up first.
/// </summary>
sealed class Fragments
{
    const int MostBytes = 4 << 20, MostPackets = 1_000, MostPieces = 8_200, LargestPacket = 65_535;
    readonly Dictionary<Key, Kept> open = [];
    readonly Queue<Key> order = new();
    long bytes;

    /// <summary>How many packets were given up.</summary>
    public int Lost { get; private set; }

    /// <summary>How many packets are not whole yet.</summary>
    public int Open => open.Count;

    /// <summary>Takes a piece; gives the payload and where its first and last blocks stand once all pieces are there.</summary>
    public (ReadOnlyMemory<byte> Payload, long Offset, long End)? Take(int network, InternetPacket packet, ReadOnlySpan<byte> payload, long offset, long end)
    {
        var place = packet.Fragment!.Value;
        var key = new Key(network, packet.Source, packet.Destination, packet.Source.IsVersion4 ? packet.Protocol : 0, place.Packet);
        if (!open.TryGetValue(key, out var kept))
        {
            open.Add(key, kept = new(offset));
            order.Enqueue(key);
        }

        var before = kept.Bytes;
        if (packet.Missing > 0 || place.At + payload.Length > LargestPacket || kept.Pieces.Count == MostPieces || !kept.Add(place, payload, end))
        {
            Lost++;
            Remove(key, kept);
            return null;
        }

        bytes += kept.Bytes - before;

        if (kept.Whole() is { } whole)
        {
            Remove(key, kept);
            return (whole, kept.Offset, kept.End);
        }

        while ((bytes > MostBytes || open.Count > MostPackets) && order.TryDequeue(out var oldest))
        {
            if (open.TryGetValue(oldest, out var lost))
            {
                Lost++;
                Remove(oldest, lost);
            }
        }

        while (order.Count > 2 * MostPackets && !open.ContainsKey(order.Peek()))
        {
            order.Dequeue();
        }

        return null;
    }

    void Remove(Key key, Kept kept)
    {
        open.Remove(key);
        bytes -= kept.Bytes;
    }

    readonly record struct Key(int Network, Address Source, Address Destination, int Protocol, uint Packet);

    sealed class Kept(long offset)
    {
        int length = -1;

        public SortedList<int, byte[]> Pieces { get; } = [];

        public long Offset { get; } = offset;

        public long End { get; private set; }

        public int Bytes { get; private set; }

        /// <summary>Keeps a piece; false when it does not fit with what is there. The same piece twice is no harm.</summary>
        public bool Add(FragmentPlace place, ReadOnlySpan<byte> payload, long end)
        {
            End = end;
            if (Pieces.TryGetValue(place.At, out var there) && payload.SequenceEqual(there))
            {
                return true;
            }

            var stop = place.At + payload.Length;
            if (Overlaps(place.At, stop) || (place.IsMore && payload.Length % 8 != 0) || (length >= 0 && (stop > length || !place.IsMore)))
            {
                return false;
            }

            length = place.IsMore ? length : stop;
            Pieces.Add(place.At, payload.ToArray());
            Bytes += payload.Length;
            return length < 0 || Pieces.GetKeyAtIndex(Pieces.Count - 1) + Pieces.GetValueAtIndex(Pieces.Count - 1).Length <= length;
        }

        bool Overlaps(int from, int stop)
        {
            var (low, high) = (0, Pieces.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = Pieces.GetKeyAtIndex(middle) < stop ? (middle + 1, high) : (low, middle);
            }

            return low > 0 && Pieces.GetKeyAtIndex(low - 1) + Pieces.GetValueAtIndex(low - 1).Length > from;
        }

        public byte[]? Whole()
        {
            if (length < 0 || Bytes != length)
            {
                return null;
            }

            var whole = new byte[length];
            foreach (var (at, piece) in Pieces)
            {
                piece.CopyTo(whole, at);
            }

            return whole;
        }
    }
}
