namespace Klikspaan.Linking;

/// <summary>Values of one field, or one value of several, that may identify: for what they were the same, and who holds them.</summary>
public sealed record Identifier
{
    /// <summary>The numbers of the values, in order of first sight.</summary>
    public required IReadOnlyList<int> Values { get; init; }

    /// <summary>The fields in which they stood, the most frequent first.</summary>
    public required IReadOnlyList<IdentifierPlace> Places { get; init; }

    /// <summary>For what it is the same, where the runs show it.</summary>
    public required IdentifierScope Scope { get; init; }

    /// <summary>What it survived, and what not: by what differed between two runs.</summary>
    public required IReadOnlyList<KeptOver> Kept { get; init; }

    /// <summary>Requests in which any of them stood, counted in the field where they stood most.</summary>
    public required long Requests { get; init; }

    /// <summary>The runs in which the field had a value.</summary>
    public required int Runs { get; init; }

    /// <summary>SHA-256 of the captures in which it was seen, in order.</summary>
    public required IReadOnlyList<string> Captures { get; init; }

    /// <summary>Registrable domains that hold the same value, two and more, in order; each combination that there was.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> JoinedBy { get; init; }

    /// <summary>Domains at which a value was a cookie, with those to which the same value was sent otherwise.</summary>
    public required IReadOnlyList<(string Cookie, string SentTo)> Synchronised { get; init; }
}
