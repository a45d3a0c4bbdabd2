namespace Klikspaan.Recording.Receiving;

/// <summary>A request as the program sent it, ready to be written into a recording.</summary>
/// <param name="before">What stands before the spooled octets in the block.</param>
/// <param name="spool">The octets that came from the program.</param>
/// <param name="after">What stands behind them.</param>
sealed class RecordedRequest(byte[] before, RequestSpool spool, byte[] after) : IDisposable
{
    /// <summary><c>http/1.1</c> or <c>h2</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>HTTP/1.1: the how-manieth request on its connection, from 1. HTTP/2: the stream.</summary>
    public required int Number { get; init; }

    /// <summary>The method as it was sent; each character is one octet.</summary>
    public required string Method { get; init; }

    /// <summary>The target as it was sent: a path, a URL, or host and port of a CONNECT.</summary>
    public required string Target { get; init; }

    /// <summary>The first Host field, or <c>:authority</c>; empty when neither was sent.</summary>
    public required string Authority { get; init; }

    /// <summary>The pseudo fields of HTTP/2, as and in the order in which they were sent.</summary>
    public IReadOnlyList<SentField> PseudoFields { get; init; } = [];

    /// <summary>What had to be done to the octets to write them down; empty when nothing had to be.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Whether the block is not as it went over the wire, but written in the form of HTTP/1.1.</summary>
    public bool IsRewritten => Protocol == "h2";

    /// <summary>Whether the request came to its end and all of it is kept.</summary>
    public bool IsComplete => Incomplete is null;

    /// <summary>Why it is not complete, for a person; null when it is.</summary>
    public string? Incomplete => EndedBecause ?? spool.DroppedBecause;

    /// <summary>Why it did not come to its end; null when it did.</summary>
    public string? EndedBecause { get; init; }

    /// <summary>Bytes that came and were not kept.</summary>
    public long BytesDropped => spool.Dropped;

    /// <summary>Whether bytes were not kept because a disk did not take them: it may not be acknowledged.</summary>
    public bool IsLost => spool.IsLost;

    /// <summary>Bytes of the block.</summary>
    public long Length => before.Length + spool.Length + after.Length;

    /// <summary>Memory that it holds beside its spool.</summary>
    public int Held => before.Length + after.Length + (2 * (Method.Length + Target.Length + Authority.Length + PseudoFields.Sum(f => f.Size)));

    /// <summary>The block of the record, from its first byte; may be opened more than once until this is disposed.</summary>
    public Stream OpenBlock() => new JoinedStream(new MemoryStream(before, false), spool.Open(), new MemoryStream(after, false));

    /// <summary>Gives memory and disk back.</summary>
    public void Dispose() => spool.Dispose();
}
