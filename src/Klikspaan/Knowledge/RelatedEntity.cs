namespace Klikspaan.Knowledge;

/// <summary>A legal entity that stands in one relation to an organisation: each relation is a fact of its own, with its method, source and days.</summary>
/// <param name="As">In which relation: see <see cref="Relations"/>.</param>
/// <param name="Name">The legal entity.</param>
/// <param name="Country">Where it is established (ISO 3166); empty when not established.</param>
/// <param name="For">For whom it is that, such as customers of a region; empty for all.</param>
/// <param name="Method">By what kind of document that was established: see <see cref="Methods"/>.</param>
/// <param name="From">The first day on which it was that; null when not established.</param>
/// <param name="To">The last day; null when none is known.</param>
/// <param name="Source">The source that says so.</param>
public sealed record RelatedEntity(string As, string Name, string Country, string For, string Method, DateOnly? From, DateOnly? To, Source Source)
{
    /// <summary>The entity that customers contract with, the one that operates the service, and the one at the top of the group.</summary>
    public const string Contracting = "contracting", Operating = "operating", Parent = "ultimate parent";

    /// <summary>The relations that are kept apart.</summary>
    public static IReadOnlyList<string> Relations { get; } = [Contracting, Operating, Parent];

    /// <summary>The methods.</summary>
    public static IReadOnlyList<string> Methods { get; } = ["contract", "own statement", "public register", "annual report", "other document"];

    /// <summary>Whether it may be said of a day: from a source that was read, and not of other days.</summary>
    public bool IsOf(DateOnly? day) => Source.IsVerified && ((From is null && To is null) || (day is { } known && (From is null || From <= known) && (To is null || known <= To)));

    /// <summary>Whether both speak of the same relation, for the same customers, on a day.</summary>
    internal bool Meets(RelatedEntity other) =>
        As == other.As && For == other.For && (To is null || other.From is null || other.From <= To) && (other.To is null || From is null || From <= other.To);
}
