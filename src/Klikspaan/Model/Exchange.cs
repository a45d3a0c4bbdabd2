namespace Klikspaan;

/// <summary>One request and what is known of its response; or a look-up, a failed handshake, a file (<see cref="Kind"/>).</summary>
public sealed record Exchange
{
    /// <summary>Number within the capture, from 1, in file order.</summary>
    public required int Number { get; init; }

    /// <summary>Where the entry starts in the capture file, in bytes.</summary>
    public required long Offset { get; init; }

    /// <summary>Length of the entry in the capture file, in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>What it was; a capture of requests alone holds nothing but HTTP.</summary>
    public ExchangeKind Kind { get; init; }

    /// <summary>The process that sent it; null when that is not established.</summary>
    public Sender? Sender { get; init; }

    /// <summary>When the request was sent according to the capture; null when it does not say.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>The request method; empty when the capture does not say.</summary>
    public string Method { get; init; } = "";

    /// <summary><c>https</c>, <c>http</c>, <c>wss</c>; empty when the capture does not say.</summary>
    public string Scheme { get; init; } = "";

    /// <summary>Host name or address, lower case, without port; empty when the capture does not say.</summary>
    public string Host { get; init; } = "";

    /// <summary>The port, or null for the scheme's own.</summary>
    public int? Port { get; init; }

    /// <summary>The address of the server, as the capture tells it; null when it does not.</summary>
    public ServerAddress? Server { get; init; }

    /// <summary>The path of the request target, as sent.</summary>
    public string Path { get; init; } = "";

    /// <summary>Status code of the response; null when none was captured.</summary>
    public int? Status { get; init; }

    /// <summary>Bytes of response content according to the capture; null when it does not say.</summary>
    public long? BytesIn { get; init; }

    /// <summary>The pieces of the request that carry values.</summary>
    public IReadOnlyList<Excerpt> Excerpts { get; init; } = [];

    /// <summary>The file, where the exchange is one that a program left on the device; null for all else.</summary>
    public LeftFile? LeftFile { get; init; }

    /// <summary>Bytes that went out: path, query, header fields (name and value), content and messages, as captured.</summary>
    public long BytesOut { get; init; }

    /// <summary>Those of them that stand in the capture and were not read, because they are more than may be read of one entry.</summary>
    public long BytesUnread { get; init; }

    /// <summary>What the reader could not make out, or what the exporter had lost.</summary>
    public IReadOnlyList<Problem> Problems { get; init; } = [];
}
