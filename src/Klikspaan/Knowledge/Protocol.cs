namespace Klikspaan.Knowledge;

/// <summary>
/// What a protocol file says: where a telemetry protocol is spoken, what its events are, and what each value is. Of a file that shipped with the
/// program all but the endpoints is read when it is first asked for: a capture speaks few protocols.
/// </summary>
public sealed class Protocol
{
    readonly Lazy<ProtocolBody> body;

    internal Protocol(string id, bool isBase, bool isStored, string importedFrom, IReadOnlyList<ProtocolEndpoint> endpoints, Lazy<ProtocolBody> body) =>
        (Id, IsBase, IsStored, ImportedFrom, Endpoints, this.body) = (id, isBase, isStored, importedFrom, endpoints, body);

    /// <summary>All but where it is spoken.</summary>
    internal ProtocolBody Body => body.Value;

    /// <summary>Path of the file without extension, below <c>protocols/</c>.</summary>
    public string Id { get; }

    /// <summary>Name in words.</summary>
    public string Name => body.Value.Name;

    /// <summary>What its requests are for: a role of <c>classes.yaml</c>; empty when the file does not say.</summary>
    public string Role => body.Value.Role;

    /// <summary>What is told by it, in a sentence or two; empty when the file does not say.</summary>
    public string Summary => body.Value.Summary;

    /// <summary>Whether its entries hold for every exchange (HTTP itself) and it makes no events.</summary>
    public bool IsBase { get; }

    /// <summary>Whether devices store its events in the form in which they are sent, so that they are known without an endpoint.</summary>
    public bool IsStored { get; }

    /// <summary>The source that the whole file was translated from, without a sample of our own; empty when it was written here.</summary>
    public string ImportedFrom { get; }

    /// <summary>Where it is spoken.</summary>
    public IReadOnlyList<ProtocolEndpoint> Endpoints { get; }

    /// <summary>Lists of names and values, such as OTLP attributes.</summary>
    public IReadOnlyList<NamedList> Lists => body.Value.Lists;

    /// <summary>What is opened because this file says so, not because of what its bytes are.</summary>
    public IReadOnlyList<LayerOrder> Layers => body.Value.Layers;

    /// <summary>The kinds of events.</summary>
    public IReadOnlyList<EventKind> Events => body.Value.Events;

    /// <summary>What values are in events of every kind, where the kind itself does not say.</summary>
    public IReadOnlyList<ProtocolEntry> Shared => body.Value.Shared;

    /// <summary>What values outside any event are: batch fields, query, header fields.</summary>
    public IReadOnlyList<ProtocolEntry> Entries => body.Value.Entries;

    /// <summary>Where this was learned.</summary>
    public IReadOnlyList<Source> Sources => body.Value.Sources;

    /// <summary>What a sinkhole answers to requests of this protocol; the first that fits counts.</summary>
    public IReadOnlyList<Acknowledgement> Acknowledgements => body.Value.Acknowledgements;
}
