using System.Globalization;

namespace Klikspaan.Packets;

/// <summary>Where bytes of one direction of a connection stand in the capture file.</summary>
/// <param name="format">How its packets are framed.</param>
/// <param name="first">The number of the stream's first byte.</param>
/// <param name="isCounted">Whether bytes are counted from the first packet at hand, as in an export, and have no number of their own.</param>
sealed class StreamPlaces(PacketFormat format, uint first, bool isCounted)
{
    readonly List<StreamPiece> pieces = [];

    /// <summary>How many pieces are remembered.</summary>
    public int Count => pieces.Count;

    /// <summary>Remembers where the next bytes came from.</summary>
    public void Add(StreamPiece piece) => pieces.Add(piece);

    /// <summary>Forgets pieces that end before this place of the stream.</summary>
    public void Forget(long before)
    {
        var count = 0;
        while (count < pieces.Count && pieces[count].At + pieces[count].Length <= before)
        {
            count++;
        }

        pieces.RemoveRange(0, count);
        Forgotten?.Invoke(count);
    }

    /// <summary>Is told how many pieces were forgotten.</summary>
    public Action<int>? Forgotten { get; init; }

    /// <summary>The pieces of a part of the stream, to be kept with it.</summary>
    public StreamPlaces Copy(long from, long end)
    {
        var copy = new StreamPlaces(format, first, isCounted);
        for (var i = Find(from); i >= 0 && i < pieces.Count && pieces[i].At < end; i++)
        {
            copy.Add(pieces[i]);
        }

        return copy;
    }

    /// <summary>
    /// The place in the file of bytes of the stream, and the steps from there: none when they stand in one packet; else the blocks of all packets that
    /// they came in, and which bytes of the connection they are.
    /// </summary>
    public (long Offset, long Length, string Steps) Place(long from, int length)
    {
        var index = Find(from);
        if (index < 0)
        {
            return (0, 0, "");
        }

        var piece = pieces[index];
        if (piece.PayloadAt >= 0 && from + length <= piece.At + piece.Length)
        {
            return (piece.PayloadAt + (from - piece.At), length, "");
        }

        var (offset, end) = (piece.Offset, piece.End);
        for (var i = index + 1; i < pieces.Count && pieces[i].At < from + length; i++)
        {
            (offset, end) = (Math.Min(offset, pieces[i].Offset), Math.Max(end, pieces[i].End));
        }

        var number = isCounted ? (uint)(from - piece.At) : first + (uint)from;
        return (offset, end - offset, string.Create(CultureInfo.InvariantCulture, $"tcp[{format} {number}+{length}]"));
    }

    /// <summary>The span of the file that bytes of the stream came in.</summary>
    public (long Offset, long Length) Span()
    {
        var (offset, end) = (long.MaxValue, 0L);
        foreach (var piece in pieces)
        {
            (offset, end) = (Math.Min(offset, piece.Offset), Math.Max(end, piece.End));
        }

        return end == 0 ? (0, 0) : (offset, end - offset);
    }

    /// <summary>The span of the file that a part of the stream came in; nothing when that is not known any more.</summary>
    public (long Offset, long Length) Span(long from, long end) => Copy(from, end).Span();

    /// <summary>When a byte of the stream was captured; null when that is not known.</summary>
    public DateTimeOffset? Time(long place) => Find(place) is >= 0 and var index ? pieces[index].Time : null;

    int Find(long place)
    {
        var (low, high) = (0, pieces.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = pieces[middle].At + pieces[middle].Length <= place ? (middle + 1, high) : (low, middle);
        }

        return low < pieces.Count && pieces[low].At <= place ? low : -1;
    }
}
