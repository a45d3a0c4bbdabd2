using Klikspaan.Packets;

namespace Klikspaan.Importing;

/// <summary>
/// All that goes on at the same time in a capture of packets. What is kept of it is bounded: of those that were quiet for longest nothing more is expected
/// when there are too many, and what does not fit is counted and not read.
/// </summary>
sealed class Talks(Limits limits)
{
    /// <summary>Most bytes that are held out of order.</summary>
    public const int MostHeld = 8 << 20;
    const int Most = 10_000;

    /// <summary>Most pieces of which it is remembered where they stand.</summary>
    public const int MostPieces = 150_000;
    readonly Dictionary<FlowKey, Talk> open = [];
    readonly LinkedList<Talk> quiet = new();
    readonly Queue<PacketEntry> ready = new();
    int number;

    /// <summary>The bounds.</summary>
    public Limits Limits => limits;

    /// <summary>How many more bytes may be kept.</summary>
    public int Room { get; set; } = limits.EntryBytes + (limits.EntryBytes / 2);

    /// <summary>How many bytes are held out of order.</summary>
    public int Held { get; set; }

    /// <summary>How many pieces of connections are remembered.</summary>
    public int Pieces { get; set; }

    /// <summary>What came again, and said otherwise.</summary>
    public TalkRepeats Repeats { get; } = new();

    /// <summary>Rooms for bytes that were read, to be compared with what comes again.</summary>
    public RecentRooms Recent { get; } = new();

    /// <summary>Takes a packet to the talk that it belongs to.</summary>
    public void Take(in Segment segment)
    {
        var talk = Find(segment);
        if (talk is TcpTalk connection && connection.IsOther(segment))
        {
            // The same ports are used again.
            Close(talk);
            talk = null;
        }

        if (talk is null)
        {
            if (segment.Flow.IsTcp && segment.Payload.IsEmpty && (segment.Flags & SegmentFlags.Synchronize) == 0)
            {
                // The end of what began before the capture.
                return;
            }

            talk = segment.Flow.IsTcp ? new TcpTalk(this, segment) : new UdpTalk(this, segment);
            open[talk.Flow] = talk;
            talk.Node = quiet.AddLast(talk);
        }
        else
        {
            quiet.Remove(talk.Node!);
            quiet.AddLast(talk.Node!);
        }

        talk.Take(segment);
        if (open.Count > Most)
        {
            Close(quiet.First!.Value);
        }
    }

    /// <summary>Adds what is an entry now.</summary>
    public void Add(PacketEntry entry) => ready.Enqueue(entry);

    /// <summary>The entries that are whole, once, with their numbers.</summary>
    public IEnumerable<PacketEntry> Ready()
    {
        while (ready.TryDequeue(out var entry))
        {
            yield return entry with { Number = ++number };
        }
    }

    /// <summary>The capture ends.</summary>
    public void Finish()
    {
        foreach (var talk in quiet.OrderBy(t => t.Offset).ToList())
        {
            talk.Finish();
        }

        quiet.Clear();
        open.Clear();
    }

    Talk? Find(in Segment segment) => open.TryGetValue(segment.Flow, out var talk) || open.TryGetValue(segment.Flow.Reverse(), out talk) ? talk : null;

    void Close(Talk talk)
    {
        quiet.Remove(talk.Node!);
        open.Remove(talk.Flow);
        talk.Finish();
    }
}
