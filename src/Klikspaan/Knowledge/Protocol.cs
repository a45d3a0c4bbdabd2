namespace Klikspaan.Knowledge;

/// <summary>What a protocol file says: where a telemetry protocol is spoken, what its events are, and what each value is.</summary>
/// <param name="Id">Path of the file without extension, below <c>protocols/</c>.</param>
/// <param name="Name">Name in words.</param>
/// <param name="IsBase">Whether its entries hold for every exchange (HTTP itself) and it makes no events.</param>
/// <param name="Endpoints">Where it is spoken.</param>
/// <param name="Lists">Lists of names and values, such as OTLP attributes.</param>
/// <param name="Events">The kinds of events.</param>
/// <param name="Shared">What values are in events of every kind, where the kind itself does not say.</param>
/// <param name="Entries">What values outside any event are: batch fields, query, header fields.</param>
/// <param name="Sources">Where this was learned.</param>
public sealed record Protocol(
    string Id,
    string Name,
    bool IsBase,
    IReadOnlyList<ProtocolEndpoint> Endpoints,
    IReadOnlyList<NamedList> Lists,
    IReadOnlyList<EventKind> Events,
    IReadOnlyList<ProtocolEntry> Shared,
    IReadOnlyList<ProtocolEntry> Entries,
    IReadOnlyList<Source> Sources)
{
    /// <summary>What is told by it, in a sentence or two; empty when the file does not say.</summary>
    public string Summary { get; init; } = "";

    /// <summary>What a sinkhole answers to requests of this protocol; the first that fits counts.</summary>
    public IReadOnlyList<Acknowledgement> Acknowledgements { get; init; } = [];

    /// <summary>What is opened because this file says so, not because of what its bytes are.</summary>
    public IReadOnlyList<LayerOrder> Layers { get; init; } = [];

    /// <summary>The source that the whole file was translated from, without a sample of our own; empty when it was written here.</summary>
    public string ImportedFrom { get; init; } = "";
}
