namespace Klikspaan.Knowledge;

/// <summary>One kind of event in a protocol.</summary>
/// <param name="Kind">Its name when the event does not name itself.</param>
/// <param name="Each">Where such events stand: patterns with a part.</param>
/// <param name="Having">Conditions of which at least one must hold.</param>
/// <param name="Name">Pointers, in the event or with a part, to its name; the first that is there counts.</param>
/// <param name="Time">Pointers, in the event or with a part, to the time it states.</param>
/// <param name="Account">Pointers, in the event or with a part, to the key that shows on whose behalf it is collected.</param>
/// <param name="Entries">What its values are.</param>
public sealed record EventKind(
    string Kind,
    IReadOnlyList<PathPattern> Each,
    IReadOnlyList<Condition> Having,
    IReadOnlyList<PathPattern> Name,
    IReadOnlyList<PathPattern> Time,
    IReadOnlyList<PathPattern> Account,
    IReadOnlyList<ProtocolEntry> Entries);

/// <summary>What an event must hold: a pointer, and the value there when only one value will do.</summary>
/// <param name="Pointer">Pointer within the event.</param>
/// <param name="Value">The value; null when any will do.</param>
public sealed record Condition(string Pointer, string? Value)
{
    internal static Condition Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? new(text, null) : new(text[..equals].TrimEnd(), text[(equals + 1)..].TrimStart());
    }
}
