namespace Klikspaan.Packets;

/// <summary>One direction of what goes between two addresses and ports, as one interface sees it.</summary>
readonly record struct FlowKey(int Interface, bool IsTcp, Address Source, Address Destination, ushort SourcePort, ushort DestinationPort)
{
    /// <summary>Number of the protocol where that is neither TCP nor UDP, which has no ports; else 0.</summary>
    public int Protocol { get; init; }

    /// <summary>The other direction.</summary>
    public FlowKey Reverse() => this with { Source = Destination, Destination = Source, SourcePort = DestinationPort, DestinationPort = SourcePort };
}
