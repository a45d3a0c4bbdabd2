using Klikspaan.Packets;

namespace Klikspaan.Importing;

/// <summary>Where header fields of a connection of HTTP/2 stand in the file: later requests name them by a number, when the packets that they came in are long forgotten.</summary>
sealed class SentBefore
{
    const int Most = 4_096;
    readonly Dictionary<long, (long Offset, long Length, string Steps)> places = [];
    readonly Queue<long> order = new();

    /// <summary>The place of a text, by where it was sent; nothing when that is not known any more.</summary>
    public (long Offset, long Length, string Steps) Place(BytePlace sent, StreamPlaces at)
    {
        if (places.TryGetValue(sent.Offset, out var known))
        {
            return known;
        }

        var place = at.Place(sent.Offset, sent.Length);
        if (place.Offset > 0)
        {
            places.Add(sent.Offset, place);
            order.Enqueue(sent.Offset);
        }

        if (order.Count > Most)
        {
            places.Remove(order.Dequeue());
        }

        return place;
    }
}
