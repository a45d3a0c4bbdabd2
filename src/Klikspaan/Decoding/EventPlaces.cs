using System.Collections.Concurrent;
using Klikspaan.Knowledge;

namespace Klikspaan.Decoding;

/// <summary>
/// Where the events of each protocol can stand, and which kinds of event each such place can hold: made when a protocol is first met, read by
/// any thread.
/// </summary>
sealed class EventPlaces
{
    readonly ConcurrentDictionary<Protocol, ((PathPattern Each, PlacedKind[] Kinds)[] Places, TestedEntries? Tested)> known = new(ReferenceEqualityComparer.Instance);

    /// <summary>The places of a protocol, in the order of its file.</summary>
    public (PathPattern Each, PlacedKind[] Kinds)[] Of(Protocol protocol) => Known(protocol).Places;

    /// <summary>The entries of a protocol outside of events for which the shape of a path is not enough; null when there are none.</summary>
    public TestedEntries? TestedOf(Protocol protocol) => Known(protocol).Tested;

    ((PathPattern Each, PlacedKind[] Kinds)[] Places, TestedEntries? Tested) Known(Protocol protocol) =>
        known.TryGetValue(protocol, out var found) ? found : known.GetOrAdd(protocol, (Find(protocol), Asking(protocol.Entries)));

    static (PathPattern, PlacedKind[])[] Find(Protocol protocol)
    {
        var kinds = protocol.Events.Select(k => new PlacedKind(k, Asking([.. k.Entries, .. protocol.Shared]))).ToList();
        return
        [
            .. protocol.Events.SelectMany(k => k.Each).DistinctBy(p => p.Text)
                .Select(each => (each, kinds.Where(k => k.Kind.Each.Any(e => e.Text == each.Text)).ToArray())),
        ];
    }

    static TestedEntries? Asking(IReadOnlyList<ProtocolEntry> entries) =>
        entries.Where(TestedEntries.MayAsk).ToArray() is { Length: > 0 } asking ? new(asking) : null;
}
