using Klikspaan.Recording.Receiving;

namespace Klikspaan.Recording.Writing;

/// <summary>What is known of an exchange besides its bytes.</summary>
sealed record ExchangeFacts
{
    /// <summary>When its first byte came.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The URL.</summary>
    public required string Uri { get; init; }

    /// <summary><c>http/1.1</c> or <c>h2</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>Number of the request on its connection, or of its HTTP/2 stream.</summary>
    public required int Stream { get; init; }

    /// <summary>HTTP/2's pseudo fields, in the order in which they were sent.</summary>
    public IReadOnlyList<SentField> PseudoFields { get; init; } = [];

    /// <summary>Whether the block is not the octets of the wire.</summary>
    public bool IsRewritten { get; init; }

    /// <summary>The rule by which it was answered.</summary>
    public string Answer { get; init; } = "";

    /// <summary>What had to be done to the octets to write them down; empty when nothing had to be.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>Whether something of the request is missing.</summary>
    public bool Incomplete { get; init; }
}
