namespace Klikspaan.Assessing;

/// <summary>Evidence held against terms, documentation or settings: what was found for a product on a platform.</summary>
public sealed record Finding
{
    /// <summary>Its kind and a digest of what it is about: the same for the same thing in every run.</summary>
    public required string Id { get; init; }

    /// <summary>Id of its kind in <c>findings.yaml</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The product.</summary>
    public required string Product { get; init; }

    /// <summary>The platform.</summary>
    public required string Platform { get; init; }

    /// <summary>What it is about, by the names of the fields of its kind.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    /// <summary>How far the evidence goes: decrypted, metadata, vendor record, documented, vendor statement, described, judgement.</summary>
    public required string Grade { get; init; }

    /// <summary>How often it was seen; 0 where it is no matter of counting.</summary>
    public long Times { get; init; }

    /// <summary>The document of terms that it was held against; empty for none.</summary>
    public string Term { get; init; } = "";

    /// <summary>Where it leads back to: locators, and files of the dossier or of the knowledge.</summary>
    public required IReadOnlyList<string> Evidence { get; init; }

    /// <summary>First 12 hex digits of the captures in which it was found.</summary>
    public IReadOnlyList<string> Captures { get; init; } = [];

    /// <summary>How the captures were made in which it was found, such as a sinkhole; empty where it is from no capture.</summary>
    public IReadOnlyList<string> Modes { get; init; } = [];

    /// <summary>To what it is put down, in words: a step, the tester's own act, background, unknown; empty where it is from no capture.</summary>
    public IReadOnlyList<string> Causes { get; init; } = [];

    /// <summary>Whether all of its sources are marked as uncertain.</summary>
    public bool IsUncertain { get; init; }

    /// <summary>Whether all that it was found by comes from the umbrella.</summary>
    public bool IsShared { get; init; }

    /// <summary>A person who set it aside, and why; empty when nobody did.</summary>
    public string SetAside { get; init; } = "";
}
