namespace Klikspaan.Knowledge;

/// <summary>All that a protocol file says beside where the protocol is spoken.</summary>
/// <param name="Name">Name in words.</param>
/// <param name="Role">What its requests are for: a role of <c>classes.yaml</c>; empty when the file does not say.</param>
/// <param name="Summary">What is told by it.</param>
/// <param name="Lists">Lists whose elements name themselves.</param>
/// <param name="Layers">What is opened on its word.</param>
/// <param name="Events">The kinds of events.</param>
/// <param name="Shared">What values are in events of every kind.</param>
/// <param name="Entries">What values outside any event are.</param>
/// <param name="Sources">Where this was learned.</param>
/// <param name="Acknowledgements">What a sinkhole answers.</param>
sealed record ProtocolBody(
    string Name,
    string Role,
    string Summary,
    IReadOnlyList<NamedList> Lists,
    IReadOnlyList<LayerOrder> Layers,
    IReadOnlyList<EventKind> Events,
    IReadOnlyList<ProtocolEntry> Shared,
    IReadOnlyList<ProtocolEntry> Entries,
    IReadOnlyList<Source> Sources,
    IReadOnlyList<Acknowledgement> Acknowledgements);
