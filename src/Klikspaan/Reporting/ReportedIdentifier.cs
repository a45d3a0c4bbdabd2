namespace Klikspaan.Reporting;

/// <summary>Values of a field that may identify, and for what they were the same.</summary>
public sealed record ReportedIdentifier
{
    /// <summary>The field: part of the request and pointer.</summary>
    public required string Field { get; init; }

    /// <summary>Hosts to which it was sent, that of the field first.</summary>
    public required IReadOnlyList<string> Hosts { get; init; }

    /// <summary>For what it was the same.</summary>
    public required IdentifierScope Scope { get; init; }

    /// <summary>In how many pairs of runs it was the same, by what differed.</summary>
    public required IReadOnlyList<KeptOver> Kept { get; init; }

    /// <summary>How many different values.</summary>
    public required long Values { get; init; }

    /// <summary>Requests with such a value.</summary>
    public required long Requests { get; init; }

    /// <summary>Registrable domains to whose hosts the same value was sent; none where it is the same for everyone.</summary>
    public IReadOnlyList<IReadOnlyList<string>> JoinedBy { get; init; } = [];

    /// <summary>Domains at which it was a cookie, and to which it was sent besides.</summary>
    public IReadOnlyList<(string Cookie, string SentTo)> Synchronised { get; init; } = [];

    /// <summary>Planted values that it is, or is a function of: label and form.</summary>
    public IReadOnlyList<(string Label, string Form)> Planted { get; init; } = [];

    /// <summary>SHA-256 of the captures in which it was seen.</summary>
    public required IReadOnlyList<string> Captures { get; init; }

    /// <summary>Where the first stands: SHA-256 of the capture.</summary>
    public required string Capture { get; init; }

    /// <summary>Where the first stands: number of the exchange.</summary>
    public required int Exchange { get; init; }

    /// <summary>Where the first stands: locator.</summary>
    public required string Locator { get; init; }

    /// <summary>Whether it is established that it tells runs, installations, persons or devices apart.</summary>
    public bool TellsApart => Scope is IdentifierScope.Run or IdentifierScope.Installation or IdentifierScope.Account or IdentifierScope.Device;
}
