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

    /// <summary>None: nothing is told apart.</summary>
    public static ClassFacts None { get; } = new(new Dictionary<string, ObservedClass>(), new HashSet<string>(), new HashSet<string>(), new HashSet<string>(), new HashSet<string>(), new HashSet<string>());
}
