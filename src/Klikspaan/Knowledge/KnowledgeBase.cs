namespace Klikspaan.Knowledge;

/// <summary>All facts from a knowledge folder, ready for use.</summary>
public sealed record KnowledgeBase
{
    /// <summary>Version of the folder.</summary>
    public required string Version { get; init; }

    /// <summary>SHA-256 over all files, in hex: equal digests mean equal facts.</summary>
    public required string Digest { get; init; }

    /// <summary>Categories by id.</summary>
    public required IReadOnlyDictionary<string, Category> Categories { get; init; }

    /// <summary>Protocols, in order of id.</summary>
    public required IReadOnlyList<Protocol> Protocols { get; init; }

    /// <summary>Rules, in order of id; the first that matches counts.</summary>
    public required IReadOnlyList<DetectionRule> Rules { get; init; }

    /// <summary>Organisations, in order of id.</summary>
    public required IReadOnlyList<Organisation> Organisations { get; init; }

    /// <summary>What a sinkhole tells apart when no protocol file knows a request.</summary>
    public AnswerLists Answers { get; init; } = AnswerLists.None;

    /// <summary>What a report can say, by language tag.</summary>
    public IReadOnlyDictionary<string, Language> Languages { get; init; } = new Dictionary<string, Language>();

    /// <summary>The public suffix list.</summary>
    public required PublicSuffixList PublicSuffixes { get; init; }

    /// <summary>What a recording needs to know.</summary>
    public RecordingFacts Recording { get; init; } = new();
}
