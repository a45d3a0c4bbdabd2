using Klikspaan.Knowledge;

namespace Klikspaan.Decoding;

/// <summary>Where the events of each protocol can stand, and which kinds of event each such place can hold: made once, read by any thread.</summary>
sealed class EventPlaces(IEnumerable<Protocol> protocols)
{
    readonly Dictionary<Protocol, (PathPattern Each, EventKind[] Kinds)[]> places =
        protocols.ToDictionary<Protocol, Protocol, (PathPattern, EventKind[])[]>(p => p, Find, ReferenceEqualityComparer.Instance);

    /// <summary>The places of a protocol, in the order of its file.</summary>
    public (PathPattern Each, EventKind[] Kinds)[] Of(Protocol protocol) => places[protocol];

    static (PathPattern, EventKind[])[] Find(Protocol protocol) =>
    [
        .. protocol.Events.SelectMany(k => k.Each).DistinctBy(p => p.Text)
            .Select(each => (each, protocol.Events.Where(k => k.Each.Any(e => e.Text == each.Text)).ToArray())),
    ];
}
