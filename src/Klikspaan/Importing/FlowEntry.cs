namespace Klikspaan.Importing;

/// <summary>A record of a file of flows: names and values, of which long ones that nothing reads are left out.</summary>
sealed record FlowEntry(int Number, long Offset, long Length) : CaptureEntry(Number, Offset, Length, default, EntryKind.Exchange)
{
    /// <summary>Where its names and values begin.</summary>
    public int BodyAt { get; init; }

    /// <summary>What is wrong around them, when they can be read all the same.</summary>
    public EntryFault? Damage { get; init; }

    /// <summary>The request that opened the websocket of which this record holds the messages.</summary>
    public FlowHandshake? Handshake { get; init; }

    /// <summary>Its names and values.</summary>
    public TnetstringValue Body => new((byte)'}', BodyAt, Bytes.Length - 1 - BodyAt, 0, 0);
}
