namespace Klikspaan.Knowledge;

/// <summary>A legal instrument on which people can rely when data go to a third country (GDPR art. 45, 46), with what held of it on which days; never whether it is good for a case.</summary>
/// <param name="Id">Its name in <c>transfers/</c> of a dossier.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Kind"><c>adequacy decision</c>, <c>standard clauses</c>, or another of <see cref="Kinds"/>.</param>
/// <param name="Document">The act itself, such as <c>Implementing Decision (EU) 2016/1250</c>.</param>
/// <param name="Countries">To which countries (ISO 3166); empty for all.</param>
/// <param name="Importers">For which importers; empty where it holds for all in these countries.</param>
/// <param name="NeedsListing">Whether an importer must have been on a list on that day, for that kind of data.</param>
/// <param name="Statuses">What held from which day on, in order of days.</param>
/// <param name="Challenges">Challenges before a court, in order of days.</param>
public sealed record Instrument(
    string Id, string Name, string Kind, string Document, IReadOnlyList<string> Countries, string Importers, bool NeedsListing, IReadOnlyList<InstrumentStatus> Statuses, IReadOnlyList<InstrumentChallenge> Challenges)
{
    /// <summary>The kinds of instruments.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["adequacy decision", "standard clauses", "binding corporate rules", "code of conduct", "certification", "other"];

    /// <summary>Its name by language tag, where that is another.</summary>
    public IReadOnlyDictionary<string, YamlText> Names { get; init; } = new Dictionary<string, YamlText>();

    /// <summary>What held on a day; null before the first day that is known.</summary>
    public InstrumentStatus? On(DateOnly day) => Statuses.LastOrDefault(s => s.From <= day);

    /// <summary>What held next: the first change after a day; null when none is known.</summary>
    public InstrumentStatus? After(DateOnly day) => Statuses.FirstOrDefault(s => s.From > day);

    /// <summary>The last that was known of each challenge on a day.</summary>
    public IReadOnlyList<InstrumentChallenge> ChallengesOn(DateOnly day) => [.. Challenges.Where(c => c.From <= day).GroupBy(c => c.Case).Select(g => g.Last())];
}

/// <summary>What held of an instrument from a day on.</summary>
/// <param name="From">The first day.</param>
/// <param name="Is">A name of <see cref="Names"/>.</param>
/// <param name="By">The judgment or the act that made it so; may be empty.</param>
/// <param name="Says">What that means, in a sentence.</param>
/// <param name="Source">The source that says so.</param>
public sealed record InstrumentStatus(DateOnly From, string Is, string By, string Says, Source Source)
{
    /// <summary>What can hold of an instrument.</summary>
    public static IReadOnlyList<string> Names { get; } = ["in force", "in force for earlier contracts only", "declared invalid", "repealed", "ended", "suspended"];
}

/// <summary>What was known of a challenge before a court from a day on.</summary>
/// <param name="Case">The number of the case.</param>
/// <param name="From">The day.</param>
/// <param name="Is">A name of <see cref="Names"/>.</param>
/// <param name="Says">What that means, in a sentence.</param>
/// <param name="Source">The source that says so.</param>
public sealed record InstrumentChallenge(string Case, DateOnly From, string Is, string Says, Source Source)
{
    /// <summary>Where a challenge can stand.</summary>
    public static IReadOnlyList<string> Names { get; } = ["pending", "dismissed", "upheld", "withdrawn"];
}
