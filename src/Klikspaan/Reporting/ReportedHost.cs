namespace Klikspaan.Reporting;

/// <summary>What was addressed to one host in one capture.</summary>
public sealed record ReportedHost
{
    /// <summary>The capture.</summary>
    public required string Capture { get; init; }

    /// <summary>Host name or address.</summary>
    public required string Host { get; init; }

    /// <summary>File names of the programs that sent, in order; empty when not established.</summary>
    public required IReadOnlyList<string> Processes { get; init; }

    /// <summary>Requests; connections of other protocols and destinations of datagrams among them.</summary>
    public required long Requests { get; init; }

    /// <summary>Those that are no requests of HTTP.</summary>
    public long Others { get; init; }

    /// <summary>Bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>First request.</summary>
    public DateTimeOffset? First { get; init; }

    /// <summary>Last request.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>Number of the first exchange.</summary>
    public required int Exchange { get; init; }

    /// <summary>Requests in each of equal stretches between the first and last request of the capture.</summary>
    public IReadOnlyList<long> Stretches { get; init; } = [];
}
