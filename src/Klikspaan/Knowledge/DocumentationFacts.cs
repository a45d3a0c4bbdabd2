namespace Klikspaan.Knowledge;

/// <summary>How the lists of events that a vendor publishes for a product are to be held against captures; read from <c>documentation/&lt;vendor&gt;/&lt;product&gt;.yaml</c>.</summary>
public sealed record DocumentationFacts
{
    /// <summary>Vendor and product: the path of the file.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the product.</summary>
    public required string Name { get; init; }

    /// <summary>What people call it when they say what was recorded; compared by its words' start, without regard to case.</summary>
    public IReadOnlyList<string> Products { get; init; } = [];

    /// <summary>Protocols in which its events are sent.</summary>
    public IReadOnlyList<string> Protocols { get; init; } = [];

    /// <summary>Account keys, or how they begin with a <c>*</c>, of events that are of this product.</summary>
    public IReadOnlyList<string> AccountKeys { get; init; } = [];

    /// <summary>Names of events that are of this product; one that ends in <c>*</c> stands for all that begin so.</summary>
    public IReadOnlyList<string> Events { get; init; } = [];

    /// <summary>What stands before a documented name when the event is sent.</summary>
    public IReadOnlyList<string> Prefixes { get; init; } = [];

    /// <summary>Where fields of an event stand in it: pointers that end in <c>{field}</c>.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Whether the list writes names of fields without their capitals.</summary>
    public bool IgnoresCase { get; init; }

    /// <summary>Whether the product is an operating system, so that the build of that of a device is one of it.</summary>
    public bool IsOperatingSystem { get; init; }

    /// <summary>Where fields in common stand, by the name of their group.</summary>
    public IReadOnlyList<CommonPlace> Common { get; init; } = [];

    /// <summary>Which lists together hold all that may be sent at a level.</summary>
    public IReadOnlyList<DocumentedLevel> Levels { get; init; } = [];

    /// <summary>The builds of an edition.</summary>
    public IReadOnlyList<DocumentedEdition> Editions { get; init; } = [];

    /// <summary>Pages by their title.</summary>
    public IReadOnlyList<DocumentedPage> Pages { get; init; } = [];

    /// <summary>Where this was learned.</summary>
    public IReadOnlyList<Source> Sources { get; init; } = [];

    /// <summary>Whether a text is one of <paramref name="patterns"/>, of which one that ends in <c>*</c> stands for all that begin so.</summary>
    public static bool IsOne(IEnumerable<string> patterns, string text) =>
        patterns.Any(p => p is [.. var start, '*'] ? text.StartsWith(start, StringComparison.Ordinal) : p == text);
}

/// <summary>Where fields in common stand.</summary>
/// <param name="Group">Name of the group; <c>*</c> in it stands for any text.</param>
/// <param name="At">Pointers, with <c>{field}</c> and, for what the star stood for, <c>{*}</c>.</param>
public sealed record CommonPlace(string Group, IReadOnlyList<string> At);

/// <summary>Which lists together hold all that may be sent at a level.</summary>
/// <param name="Level">The level, as snapshots name it.</param>
/// <param name="Called">Other words for it.</param>
/// <param name="Lists">Levels of the lists.</param>
public sealed record DocumentedLevel(string Level, IReadOnlyList<string> Called, IReadOnlyList<string> Lists);

/// <summary>The builds of an edition.</summary>
/// <param name="Edition">The edition, as snapshots name it.</param>
/// <param name="Builds">Numbers by which a capture can be known to be of it.</param>
public sealed record DocumentedEdition(string Edition, IReadOnlyList<string> Builds);

/// <summary>A page by its title.</summary>
/// <param name="Title">The title; <c>{edition}</c> in it stands for the edition.</param>
/// <param name="Level">The level of its events; empty for none.</param>
public sealed record DocumentedPage(string Title, string Level);

/// <summary>Words in a description that state something of the values of a field.</summary>
/// <param name="Says">What they state: <c>hashed</c>, <c>empty</c>, or <c>values</c> or <c>former</c> names, which are then listed behind them.</param>
/// <param name="Phrases">The words.</param>
/// <param name="Unless">Words with which they do not state it.</param>
public sealed record StatementPhrases(string Says, IReadOnlyList<string> Phrases, IReadOnlyList<string> Unless);
