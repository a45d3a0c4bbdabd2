namespace Klikspaan.Reporting;

/// <summary>Values of one class and one reason, in one event to one host.</summary>
public sealed record ReportedClass
{
    /// <summary>The host.</summary>
    public required string Host { get; init; }

    /// <summary>Name of the event; empty where there is none.</summary>
    public required string Event { get; init; }

    /// <summary>The field, of content within diagnostic data; empty for all else.</summary>
    public required string Path { get; init; }

    /// <summary>What the machine observed.</summary>
    public required ObservedClass Observed { get; init; }

    /// <summary>Whether it is content in what is diagnostic data as a whole.</summary>
    public required bool IsWithinDiagnostic { get; init; }

    /// <summary>Whether it is content in what is functional data: in a field that carries the request, or in a request that a tester stated a step needs.</summary>
    public bool IsWithinFunctional { get; init; }

    /// <summary>Whether that rests on the statement of a tester.</summary>
    public bool IsWithinNeeded { get; init; }

    /// <summary>Values.</summary>
    public required long Values { get; init; }

    /// <summary>Requests and other exchanges.</summary>
    public required long Exchanges { get; init; }

    /// <summary>What people decided: who, when, the class or storage, and why.</summary>
    public IReadOnlyList<ReportedJudgement> Judgements { get; init; } = [];

    /// <summary>SHA-256 of the captures.</summary>
    public required IReadOnlyList<string> Captures { get; init; }

    /// <summary>Where the first stands.</summary>
    public required Locator First { get; init; }
}

/// <summary>What a person decided.</summary>
/// <param name="About">What it is about: host, protocol, event and path, as it says; empty for any.</param>
/// <param name="Class">The class; empty where only storage was decided on.</param>
/// <param name="Storage">Where it is told what is known of storage; empty where nothing was said of it.</param>
/// <param name="By">Who.</param>
/// <param name="Date">When.</param>
/// <param name="Reason">Why.</param>
/// <param name="Machine">What the machine proposed then, where it proposes something else now; empty otherwise.</param>
/// <param name="Place">File and line.</param>
/// <param name="IsContradicted">Whether another judgement says otherwise of the same.</param>
public sealed record ReportedJudgement(IReadOnlyList<string> About, string Class, string Storage, string By, string Date, string Reason, string Machine, string Place, bool IsContradicted)
{
    /// <summary>The list of article 9, 10 or 87 GDPR as which it was marked; empty where it was not.</summary>
    public string List { get; init; } = "";
}
