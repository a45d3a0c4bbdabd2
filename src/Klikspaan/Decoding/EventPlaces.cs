using Klikspaan.Knowledge;

namespace Klikspaan.Decoding;

/// <summary>Where the events of each protocol can stand, and which kinds of event each such place can hold: made once, read by any thread.</summary>
sealed class EventPlaces(IEnumerable<Protocol> protocols)
{
    readonly Dictionary<Protocol, (PathPattern Each, EventKind[] Kinds)[]> places =
        protocols.ToDictionary<Protocol, Protocol, (PathPattern, EventKind[])[]>(p => p, Find, ReferenceEqualityComparer.Instance);

    readonly Dictionary<object, TestedEntries> tested = Tested(protocols);

    /// <summary>The entries of a protocol, or of a kind of event, for which the shape of a path is not enough; null when there are none.</summary>
    public TestedEntries? TestedOf(object owner) => tested.GetValueOrDefault(owner);

    /// <summary>The places of a protocol, in the order of its file.</summary>
    public (PathPattern Each, EventKind[] Kinds)[] Of(Protocol protocol) => places[protocol];

    static Dictionary<object, TestedEntries> Tested(IEnumerable<Protocol> protocols)
    {
        var found = new Dictionary<object, TestedEntries>(ReferenceEqualityComparer.Instance);
        foreach (var protocol in protocols)
        {
            Add(protocol, protocol.Entries);
            foreach (var kind in protocol.Events)
            {
                Add(kind, [.. kind.Entries, .. protocol.Shared]);
            }
        }

        return found;

        void Add(object owner, IReadOnlyList<ProtocolEntry> entries)
        {
            if (entries.Where(TestedEntries.MayAsk).ToArray() is { Length: > 0 } asking)
            {
                found[owner] = new(asking);
            }
        }
    }

    static (PathPattern, EventKind[])[] Find(Protocol protocol) =>
    [
        .. protocol.Events.SelectMany(k => k.Each).DistinctBy(p => p.Text)
            .Select(each => (each, protocol.Events.Where(k => k.Each.Any(e => e.Text == each.Text)).ToArray())),
    ];
}
