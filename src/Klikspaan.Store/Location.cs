using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>What went to a host in one capture, and where a database places the addresses of its servers: one for each country, or reason why there is none.</summary>
sealed record Location
{
    /// <summary>The capture.</summary>
    public required ManifestEntry Capture { get; init; }

    /// <summary>The host, with its operator.</summary>
    public required LocationKey Key { get; init; }

    /// <summary>The operator's file; null when not established.</summary>
    public required Organisation? Organisation { get; init; }

    /// <summary>What went there.</summary>
    public required LocationSpan Span { get; init; }

    /// <summary>The addresses, in order.</summary>
    public required IReadOnlyList<string> Addresses { get; init; }

    /// <summary>Where the database places them, or not established.</summary>
    public required string Country { get; init; }

    /// <summary>By what that was established, or why it was not.</summary>
    public required string Method { get; init; }

    /// <summary>Why it was not, in a word or two; empty when it was.</summary>
    public required string Reason { get; init; }

    /// <summary>The name of the database that was asked; empty when none was.</summary>
    public required string Database { get; init; }

    /// <summary>The database that was asked, or not established.</summary>
    public required string Source { get; init; }

    /// <summary>Its day, or not established.</summary>
    public required string Date { get; init; }

    /// <summary>On which instruments people rely for it.</summary>
    public required IReadOnlyList<Reliance> Reliances { get; init; }

    /// <summary>The day of the first exchange; null when no exchange has a time.</summary>
    public DateOnly? Day => Span.First is { } first ? DateOnly.FromDateTime(first.UtcDateTime) : null;

    /// <summary>Whether a country is established.</summary>
    public bool IsPlaced => Country != Classification.NotEstablished;

    /// <summary>The entities in one relation to the operator, that may be told of that day.</summary>
    public IEnumerable<RelatedEntity> Entities(string relation) => Organisation?.Entities.Where(e => e.As == relation && e.IsOf(Day)) ?? [];

    /// <summary>The first, as a place in the capture.</summary>
    public string Locator => new Locator(Capture.Sha256, Span.Exchange, MessagePart.Whole, "", Span.Offset, Span.Length, "").ToString();
}
