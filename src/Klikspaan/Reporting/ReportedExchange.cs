namespace Klikspaan.Reporting;

/// <summary>An exchange as a report shows it: its values, and the bytes in which they stand.</summary>
public sealed record ReportedExchange
{
    /// <summary>The capture.</summary>
    public required string Capture { get; init; }

    /// <summary>Number within the capture.</summary>
    public required int Number { get; init; }

    /// <summary>What it was.</summary>
    public required ExchangeKind Kind { get; init; }

    /// <summary>When; null when the capture does not say.</summary>
    public required DateTimeOffset? At { get; init; }

    /// <summary>Method; empty when there is none.</summary>
    public required string Method { get; init; }

    /// <summary>Host name or address.</summary>
    public required string Host { get; init; }

    /// <summary>Path of the target.</summary>
    public required string Path { get; init; }

    /// <summary>Status of the answer; null when none was captured.</summary>
    public required int? Status { get; init; }

    /// <summary>The process that sent it, with its number; empty when not established.</summary>
    public required string Process { get; init; }

    /// <summary>Bytes that went out.</summary>
    public required long Bytes { get; init; }

    /// <summary>Where the entry stands in the capture file.</summary>
    public required long Offset { get; init; }

    /// <summary>Length of the entry there.</summary>
    public required long Length { get; init; }

    /// <summary>Its values.</summary>
    public required IReadOnlyList<ReportedItem> Items { get; init; }

    /// <summary>Values beyond the limit.</summary>
    public required long ItemsLeftOut { get; init; }

    /// <summary>Its pieces as they stand in the capture.</summary>
    public required IReadOnlyList<ReportedPiece> Pieces { get; init; }

    /// <summary>Where else the same request stands: capture and number.</summary>
    public IReadOnlyList<(string Capture, int Exchange)> Also { get; init; } = [];

    /// <summary>Lines of bytes that are shown of it.</summary>
    public int DumpLines => Pieces.Sum(p => p.Lines.Count);
}
