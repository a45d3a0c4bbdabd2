namespace Klikspaan.Knowledge;

/// <summary>One kind of event in a protocol.</summary>
/// <param name="Kind">Its name when the event does not name itself.</param>
/// <param name="Each">Where such events stand: patterns with a part.</param>
/// <param name="Having">Pointers of which at least one must be there.</param>
/// <param name="Name">Pointers to the event's name; the first that is there counts.</param>
/// <param name="Time">Pointers to the time it states.</param>
/// <param name="Account">Pointers, in the event or with a part, to the key that shows on whose behalf it is collected.</param>
/// <param name="Entries">What its values are.</param>
public sealed record EventKind(
    string Kind,
    IReadOnlyList<PathPattern> Each,
    IReadOnlyList<string> Having,
    IReadOnlyList<string> Name,
    IReadOnlyList<string> Time,
    IReadOnlyList<PathPattern> Account,
    IReadOnlyList<ProtocolEntry> Entries);
