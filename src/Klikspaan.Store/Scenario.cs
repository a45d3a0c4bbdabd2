namespace Klikspaan.Store;

/// <summary>What a scenario file says: what is to be done, and what was done.</summary>
public sealed record Scenario
{
    /// <summary>The keys that say how it was done, with the key of a capture that says the same.</summary>
    public static IReadOnlyList<(string Key, string Meta)> Facts { get; } =
    [
        ("product", "product"), ("build", "build"), ("platform", "os_build"), ("settings", "settings_profile"), ("account", "account_kind"), ("tester", "tester"),
    ];

    /// <summary>Its name, which captures carry.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is of an idle device without the product, which others are held against.</summary>
    public bool IsBaseline { get; init; }

    /// <summary>How it was done, by the keys of <see cref="Facts"/>.</summary>
    public IReadOnlyDictionary<string, string> Said { get; init; } = new Dictionary<string, string>();

    /// <summary>What is to be done, in order.</summary>
    public IReadOnlyList<PlannedStep> Plan { get; init; } = [];

    /// <summary>The moments at which a marker was sent.</summary>
    public IReadOnlyList<ScenarioMarker> Markers { get; init; } = [];

    /// <summary>What was done, in order of time.</summary>
    public IReadOnlyList<ScenarioStep> Steps { get; init; } = [];

    /// <summary>Of a run the file of the run whose steps it goes on with, which is sealed; empty where it goes on with none.</summary>
    public string Continues { get; init; } = "";

    /// <summary>The file, as it is named in messages.</summary>
    public string File { get; init; } = "";
}

/// <summary>A step that is to be done.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Do">What the tester does, in words.</param>
/// <param name="By">Who does it: <c>tester</c>, <c>program</c> or <c>tester-own</c>; empty for the tester.</param>
/// <param name="Plant">The values to put in.</param>
public sealed record PlannedStep(string Name, string Do, string By, IReadOnlyList<PlannedValue> Plant)
{
    /// <summary>What is done in it with a choice that the product offers: <c>offered</c>, <c>accepted</c> or <c>refused</c>; empty where it is not marked as one.</summary>
    public string Choice { get; init; } = "";

    /// <summary>What the tester states that it needs.</summary>
    public IReadOnlyList<StepNeed> Needs { get; init; } = [];
}

/// <summary>A value to put in during a step.</summary>
/// <param name="Label">Its name in tables; empty where one is to be made of step and kind.</param>
/// <param name="Kind">What it is: one of those that a plan can invent, or a kind of <c>dossier.yaml</c>.</param>
/// <param name="Value">The value; empty while none was invented.</param>
/// <param name="Where">Where to put it, in words.</param>
public sealed record PlannedValue(string Label, string Kind, string Value, string Where)
{
    /// <summary>The list of <see cref="PlantedValue.Lists"/> that the tester says it is on; empty where nothing was said.</summary>
    public string List { get; init; } = "";
}

/// <summary>A moment at which a tester sent something that a capture shows.</summary>
/// <param name="Token">What was sent: invented for this.</param>
/// <param name="At">When, by the tester's clock.</param>
public sealed record ScenarioMarker(string Token, DateTimeOffset At);
