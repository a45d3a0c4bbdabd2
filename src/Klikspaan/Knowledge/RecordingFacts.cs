namespace Klikspaan.Knowledge;

/// <summary>What a recording needs to know of the world: of what a persona is made, and which variables programs heed.</summary>
public sealed record RecordingFacts
{
    /// <summary>Of what an invented person is made; null where the folder does not say.</summary>
    public PersonaParts? Persona { get; init; }

    /// <summary>Names of environment variables that silence telemetry; <c>*</c> stands for any characters.</summary>
    public IReadOnlyList<string> OptOuts { get; init; } = [];

    /// <summary>Names of environment variables that say where tools are installed.</summary>
    public IReadOnlyList<string> Toolchains { get; init; } = [];

    /// <summary>How the names of files end in which programs keep what they have not sent yet.</summary>
    public IReadOnlyList<string> LeftFiles { get; init; } = [];

    /// <summary>Environment variables by which programs learn whom to trust.</summary>
    public IReadOnlyList<TrustVariable> TrustVariables { get; init; } = [];

    /// <summary>Paths at which systems keep the certificate authorities that they trust, in order of preference.</summary>
    public IReadOnlyList<string> Bundles { get; init; } = [];

    /// <summary>Paths at which systems keep the trust store of Java; <c>*</c> stands for one folder.</summary>
    public IReadOnlyList<string> JavaStores { get; init; } = [];

    /// <summary>Where browsers keep profiles with trust of their own.</summary>
    public IReadOnlyList<BrowserProfiles> BrowserProfiles { get; init; } = [];
}
