using System.Collections.Concurrent;
using Klikspaan.Knowledge;

namespace Klikspaan.Decoding;

/// <summary>
/// Where the events of each protocol can stand, and which kinds of event each such place can hold: made when a protocol is first met, read by
/// any thread.
/// </summary>
sealed class EventPlaces
{
    readonly ConcurrentDictionary<Protocol, (EventPlace[] Places, TestedEntries? Tested)> known = new(ReferenceEqualityComparer.Instance);

    /// <summary>The places of a protocol, in the order of its file.</summary>
    public EventPlace[] Of(Protocol protocol) => Known(protocol).Places;

    /// <summary>The entries of a protocol outside of events for which the shape of a path is not enough; null when there are none.</summary>
    public TestedEntries? TestedOf(Protocol protocol) => Known(protocol).Tested;

    (EventPlace[] Places, TestedEntries? Tested) Known(Protocol protocol) =>
        known.TryGetValue(protocol, out var found) ? found : known.GetOrAdd(protocol, (Find(protocol), Asking(protocol.Entries)));

    static EventPlace[] Find(Protocol protocol)
    {
        var tested = protocol.Events.ToDictionary<EventKind, EventKind, TestedEntries?>(k => k, k => Asking([.. k.Entries, .. protocol.Shared]), ReferenceEqualityComparer.Instance);
        return [.. protocol.Events.SelectMany(k => k.Each).DistinctBy(p => p.Text).Select(Place)];

        EventPlace Place(PathPattern each)
        {
            var kinds = protocol.Events.Where(k => k.Each.Any(e => e.Text == each.Text)).ToList();
            string[] pointers = [.. kinds.SelectMany(k => k.Having).Select(h => h.Pointer).Distinct(StringComparer.Ordinal)];
            return new(each, [.. kinds.Select(k => new PlacedKind(k, [.. k.Having.Select(h => (Array.IndexOf(pointers, h.Pointer), h.Value))], tested[k]))], pointers);
        }
    }

    static TestedEntries? Asking(IReadOnlyList<ProtocolEntry> entries) =>
        entries.Where(TestedEntries.MayAsk).ToArray() is { Length: > 0 } asking ? new(asking) : null;
}
