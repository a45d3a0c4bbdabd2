using Klikspaan.Knowledge;

namespace Klikspaan.Reporting;

/// <summary>What went to a host in one capture, who stands behind the host, where a database places its server, and on what people rely.</summary>
public sealed record ReportedLocation
{
    /// <summary>SHA-256 of the capture.</summary>
    public required string Capture { get; init; }

    /// <summary>The product, as a person said; empty when nobody did.</summary>
    public required string Product { get; init; }

    /// <summary>Names of processes that sent; none where that is not established.</summary>
    public IReadOnlyList<string> Processes { get; init; } = [];

    /// <summary>The host.</summary>
    public required string Host { get; init; }

    /// <summary>Who operates it; null when not established.</summary>
    public required string? Operator { get; init; }

    /// <summary>Legal entities in relation to the operator that may be told of that day, each with the knowledge file and source.</summary>
    public IReadOnlyList<(RelatedEntity Entity, string Source)> Entities { get; init; } = [];

    /// <summary>Where the database places the server (ISO 3166); null when not established.</summary>
    public required string? Country { get; init; }

    /// <summary>Why not: a name of a known set; empty when it does.</summary>
    public required string Reason { get; init; }

    /// <summary>The database; empty when none was asked.</summary>
    public required string Database { get; init; }

    /// <summary>Its day; empty when not established.</summary>
    public required string Date { get; init; }

    /// <summary>Requests.</summary>
    public required long Requests { get; init; }

    /// <summary>The first exchange.</summary>
    public required int Exchange { get; init; }

    /// <summary>Its day; null when no exchange has a time.</summary>
    public required DateOnly? Day { get; init; }

    /// <summary>On which instruments people rely.</summary>
    public IReadOnlyList<ReportedReliance> Reliances { get; init; } = [];
}

/// <summary>That a person relies on an instrument.</summary>
/// <param name="Instrument">The instrument.</param>
/// <param name="Exporter">Who sends it, as the person named it.</param>
/// <param name="Importer">Who is at the other end, as the person named it.</param>
/// <param name="Document">By which document.</param>
/// <param name="By">Who wrote it down.</param>
/// <param name="Date">When.</param>
public sealed record ReportedReliance(Instrument Instrument, string Exporter, string Importer, string Document, string By, string Date);

/// <summary>A recipient that was observed, or that a document in force names.</summary>
/// <param name="Capture">SHA-256 of the capture.</param>
/// <param name="Product">The product; empty when nobody said.</param>
/// <param name="Recipient">Its name; null when not established.</param>
/// <param name="Hosts">Its hosts; none of one that was not observed.</param>
/// <param name="Result">What comes of it: a name of a known set.</param>
/// <param name="Document">The document that names it, or those that were looked through; empty when there are none.</param>
/// <param name="Requests">Requests.</param>
/// <param name="Exchange">The first exchange; 0 when there is none.</param>
public sealed record ReportedNaming(string Capture, string Product, string? Recipient, IReadOnlyList<string> Hosts, string Result, string Document, long Requests, int Exchange);
