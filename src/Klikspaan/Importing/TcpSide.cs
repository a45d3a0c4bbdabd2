using Klikspaan.Packets;

namespace Klikspaan.Importing;

/// <summary>One side of a connection: the bytes that it sent, in order, and where they stand.</summary>
sealed class TcpSide
{
    const int MostPieces = 50_000;
    readonly Action<ReadOnlyMemory<byte>, long> take;
    readonly Action<long, long> lose;
    readonly Talks all;

    /// <summary>Prepares a side.</summary>
    /// <param name="all">What goes on at the same time.</param>
    /// <param name="take">Takes its bytes, and their place in the stream.</param>
    /// <param name="lose">Is told how many bytes are missing, and where.</param>
    public TcpSide(Talks all, Action<ReadOnlyMemory<byte>, long> take, Action<long, long> lose)
    {
        (this.all, this.take, this.lose) = (all, take, lose);
        Repeated = new(all.Recent);
        Stream = new(Deliver, count => lose(count, Stream!.Position - count)) { Repeated = Repeated };
    }

    /// <summary>The bytes.</summary>
    public TcpStream Stream { get; }

    /// <summary>What came again of them.</summary>
    public RepeatedBytes Repeated { get; }

    /// <summary>Where they stand; null before the first came.</summary>
    public StreamPlaces? Places { get; private set; }

    /// <summary>Whether where its bytes stand is of use.</summary>
    public bool IsPlaced { get; set; } = true;

    /// <summary>When the bytes at hand were captured.</summary>
    public DateTimeOffset? Now { get; private set; }

    /// <summary>Takes a packet.</summary>
    public void Take(in Segment segment)
    {
        if (Places is null && segment.Payload.Length > 0)
        {
            // The number of the first byte is that of the packet that opened the connection and one more (RFC 9293 section 3.4).
            var isStart = (segment.Flags & SegmentFlags.Synchronize) != 0;
            Places = new(segment.Format, Stream.IsKnown ? Stream.First : segment.Sequence + (isStart ? 1u : 0), segment.Opened.Length > 0) { Forgotten = count => all.Pieces -= count };
        }

        Stream.Take(segment);
    }

    /// <summary>Nothing is asked of it any more.</summary>
    public void Finish()
    {
        Places?.Forget(long.MaxValue);
        Repeated.Finish();
    }

    void Deliver(ReadOnlyMemory<byte> bytes, StreamPiece piece)
    {
        Now = piece.Time;
        if (IsPlaced && (Places!.Count == MostPieces || all.Pieces == Talks.MostPieces))
        {
            // What has no place could not be shown.
            lose(bytes.Length, piece.At);
            return;
        }

        if (IsPlaced)
        {
            all.Pieces++;
            Places!.Add(piece);
        }

        take(bytes, piece.At);
    }
}
