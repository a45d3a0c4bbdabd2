namespace Klikspaan.Assessing;

/// <summary>A product on a platform that is to be assessed, with all that is known of it.</summary>
public sealed record AssessedCase
{
    /// <summary>The product; its day is that of the newest capture, else the day that the dossier names.</summary>
    public required AssessedProduct Product { get; init; }

    /// <summary>Whether its terms are those of the umbrella: the same customer, on the day of captures that are all there.</summary>
    public bool IsShared { get; init; }

    /// <summary>Its version; empty when nobody said.</summary>
    public string Version { get; init; } = "";

    /// <summary>Catalogues of risks that it is held against; empty for all.</summary>
    public IReadOnlyList<string> Catalogues { get; init; } = [];

    /// <summary>Hosts of the customer itself.</summary>
    public IReadOnlyList<string> OwnHosts { get; init; } = [];

    /// <summary>Evidence that a person accepts in place of traffic that was not opened.</summary>
    public IReadOnlyList<AcceptedEvidence> Accepted { get; init; } = [];

    /// <summary>The captures of it.</summary>
    public IReadOnlyList<ObservedCapture> Captures { get; init; } = [];

    /// <summary>What documents state of it.</summary>
    public IReadOnlyList<StatedFact> Stated { get; init; } = [];

    /// <summary>What others concluded of it.</summary>
    public IReadOnlyList<SourceClaim> Claims { get; init; } = [];

    /// <summary>What became of measures.</summary>
    public IReadOnlyList<MeasureStanding> Measures { get; init; } = [];
}

/// <summary>Evidence that a person accepts in place of traffic that was not opened.</summary>
/// <param name="Evidence">documentation, the vendor's viewer, audits, or tests by others.</param>
/// <param name="Documents">Documents of the dossier.</param>
/// <param name="By">Who.</param>
/// <param name="Date">When.</param>
/// <param name="Reason">Why.</param>
public sealed record AcceptedEvidence(string Evidence, IReadOnlyList<string> Documents, string By, string Date, string Reason)
{
    /// <summary>What can be accepted.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["documentation", "vendor viewer", "audits", "third-party tests"];
}
