using Klikspaan.Packets;

namespace Klikspaan.Importing;

/// <summary>What goes between two addresses and ports, of which exchanges are made.</summary>
abstract class Talk(Talks all, Segment first)
{
    /// <summary>The direction from the side that began it, as far as that can be told, to the other.</summary>
    public FlowKey Flow { get; protected init; } = first.Flow;

    /// <summary>When its first packet was captured.</summary>
    public DateTimeOffset? At { get; } = first.At;

    /// <summary>Where its first packet stands in the file.</summary>
    public long Offset { get; } = first.Offset;

    /// <summary>Where its last packet ends.</summary>
    public long End { get; private set; } = first.End;

    /// <summary>Its place among those that were heard of last.</summary>
    public LinkedListNode<Talk>? Node { get; set; }

    /// <summary>All of them.</summary>
    protected Talks All { get; } = all;

    /// <summary>Takes a packet.</summary>
    public void Take(in Segment segment)
    {
        End = Math.Max(End, segment.End);
        Hear(segment);
    }

    /// <summary>No more comes of it: gives what is left.</summary>
    public abstract void Finish();

    /// <summary>Takes a packet.</summary>
    protected abstract void Hear(in Segment segment);
}
