namespace Klikspaan.Knowledge;

/// <summary>By what content, functional and diagnostic data are told apart; read from <c>classes.yaml</c>.</summary>
/// <param name="Roles">What requests of a protocol are for, and of which class that is, by role.</param>
/// <param name="HttpFields">Names of header fields that carry the request itself.</param>
/// <param name="EventNames">Names of fields that say what an event is, in lower case without separators.</param>
/// <param name="EventTimes">Names of fields that say when it was.</param>
/// <param name="ContentCategories">Categories of values that are content.</param>
/// <param name="ContentKinds">Kinds of planted values that are content.</param>
public sealed record ClassFacts(
    IReadOnlyDictionary<string, ObservedClass> Roles,
    IReadOnlySet<string> HttpFields,
    IReadOnlySet<string> EventNames,
    IReadOnlySet<string> EventTimes,
    IReadOnlySet<string> ContentCategories,
    IReadOnlySet<string> ContentKinds)
{
    /// <summary>What a request rests on whose protocol is for something.</summary>
    public const string RoleBasis = "role of the protocol";

    /// <summary>What a record rests on that the vendor's service wrote: that it is stored shows from it.</summary>
    public const string RecordBasis = "record of the service";

    /// <summary>What a request rests on that a tester stated a step needs.</summary>
    public const string NeedBasis = "needed for a step";

    /// <summary>Roles of protocols whose requests can be needed for a step, where the tester states that they are.</summary>
    public IReadOnlySet<string> NeededRoles { get; init; } = new HashSet<string>();

    /// <summary>Categories of values that stand for a person or device: a field of HTTP that holds one is not functional by its name alone.</summary>
    public IReadOnlySet<string> IdentifyingCategories { get; init; } = new HashSet<string>();

    /// <summary>Kinds of planted values that do.</summary>
    public IReadOnlySet<string> IdentifyingKinds { get; init; } = new HashSet<string>();

    /// <summary>Lists of which a planted value stands for a person, such as national numbers.</summary>
    public IReadOnlySet<string> IdentifyingLists { get; init; } = new HashSet<string>();

    /// <summary>Kinds of planted values that are content where a plan has them put into a step.</summary>
    public IReadOnlySet<string> PlannedContentKinds { get; init; } = new HashSet<string>();

    /// <summary>Lists of which a planted value is content, whatever its kind.</summary>
    public IReadOnlySet<string> ContentLists { get; init; } = new HashSet<string>();

    /// <summary>Names of fields that say in events what it is, and stand elsewhere too.</summary>
    public IReadOnlySet<string> PerhapsEventNames { get; init; } = new HashSet<string>();

    /// <summary>Names of fields that say in events when it was, and stand elsewhere too.</summary>
    public IReadOnlySet<string> PerhapsEventTimes { get; init; } = new HashSet<string>();

    /// <summary>Names that stand beside each other in events, without a moment.</summary>
    public IReadOnlyList<(string First, string Second)> EventPairs { get; init; } = [];

    /// <summary>None: nothing is told apart.</summary>
    public static ClassFacts None { get; } = new(new Dictionary<string, ObservedClass>(), new HashSet<string>(), new HashSet<string>(), new HashSet<string>(), new HashSet<string>(), new HashSet<string>());
}
