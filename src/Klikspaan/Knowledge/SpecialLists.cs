namespace Klikspaan.Knowledge;

/// <summary>The lists of articles 9, 10 and 87 GDPR; read from <c>lists.yaml</c>. Nothing is put on one by a guess.</summary>
/// <param name="All">What each list holds, by its id.</param>
/// <param name="Kinds">Kinds of planted values that are on a list by what they are, with its id.</param>
public sealed record SpecialLists(IReadOnlyDictionary<string, SpecialList> All, IReadOnlyDictionary<string, string> Kinds)
{
    /// <summary>Categories of values that are on a list where a protocol file maps them, with its id; a rule puts nothing on one.</summary>
    public IReadOnlyDictionary<string, string> Categories { get; init; } = new Dictionary<string, string>();

    /// <summary>None.</summary>
    public static SpecialLists None { get; } = new(new Dictionary<string, SpecialList>(), new Dictionary<string, string>());

    /// <summary>Id of the list that a planted value is on, by what the tester said of it; empty for none.</summary>
    public string Of(PlantedValue planted)
    {
        ArgumentNullException.ThrowIfNull(planted);
        return planted.List.Length > 0 ? planted.List : Kinds.GetValueOrDefault(planted.Kind, "");
    }

    /// <summary>What a find of such a value comes to, in words: what the tester planted, never what it says of a person.</summary>
    /// <param name="list">Id of the list.</param>
    /// <param name="isDigest">Whether a digest of it was found, and not the value.</param>
    public string Said(string list, bool isDigest = false) =>
        All.TryGetValue(list, out var known) ? $"{(isDigest ? "A digest, not the value itself, of a value" : "A value")} that the tester planted as one of the list of {known.Article}. {known.Holds}" : "";
}

/// <summary>One of them.</summary>
/// <param name="Article">The article, in words.</param>
/// <param name="Holds">What the list holds.</param>
/// <param name="Source">Where that was learned, as <c>file#source</c>.</param>
public sealed record SpecialList(string Article, string Holds, string Source);
