using Klikspaan.Packets;

namespace Klikspaan.Importing;

/// <summary>What packets say of one exchange: a request, a look-up, or a connection of which the contents were not seen.</summary>
sealed record PacketEntry(int Number, long Offset, long Length) : CaptureEntry(Number, Offset, Length, default, EntryKind.Exchange)
{
    /// <summary>Its octets, and what is told of it, which is several times as much: those who read it take as many at a time as of a file that holds the answers too.</summary>
    internal override long Held => Length * 4;

    /// <summary>What it was.</summary>
    public required ExchangeKind What { get; init; }

    /// <summary>When its first packet was captured.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The scheme, or the protocol below it.</summary>
    public string Scheme { get; init; } = "";

    /// <summary>The name that it asked for, or the address.</summary>
    public string Host { get; init; } = "";

    /// <summary>The port.</summary>
    public int Port { get; init; }

    /// <summary>Between which addresses and ports it went, from the side that began it.</summary>
    public FlowKey Flow { get; init; }

    /// <summary>Whether it went there to be handed on, so that the address is that of a proxy.</summary>
    public bool IsThroughProxy { get; init; }

    /// <summary>The method of a request that is not one of octets.</summary>
    public string Method { get; init; } = "";

    /// <summary>The path of its target.</summary>
    public string Path { get; init; } = "";

    /// <summary>Bytes of it that were sent and are no value: the names of its fields.</summary>
    public long Counted { get; init; }

    /// <summary>Bytes that it sent: a request as octets, or those of another protocol.</summary>
    public ReadOnlyMemory<byte> Block { get; init; }

    /// <summary>Where these begin in their direction of the connection.</summary>
    public long BlockAt { get; init; }

    /// <summary>How many there were.</summary>
    public long BlockLength { get; init; }

    /// <summary>Where they stand in the file.</summary>
    public StreamPlaces? Places { get; init; }

    /// <summary>Pieces of another form than octets in a row.</summary>
    public IReadOnlyList<Excerpt> Pieces { get; init; } = [];

    /// <summary>Bytes that were sent besides, and not read.</summary>
    public long Unread { get; init; }

    /// <summary>Whether the connection ended, or the capture did, before the request was whole.</summary>
    public bool IsIncomplete { get; init; }

    /// <summary>Status code of the answer.</summary>
    public int? Status { get; init; }

    /// <summary>Bytes of the answer's content.</summary>
    public long? BytesIn { get; init; }

    /// <summary>What is not seen of it.</summary>
    public IReadOnlyList<EntryFault> Notes { get; init; } = [];
}
