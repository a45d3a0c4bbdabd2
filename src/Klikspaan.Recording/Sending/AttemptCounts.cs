using System.Net;

namespace Klikspaan.Recording.Sending;

/// <summary>How much was sent to each destination, with bounded memory: beyond so many destinations the others are counted together.</summary>
sealed class AttemptCounts
{
    /// <summary>So many destinations are counted one by one.</summary>
    public const int MostDestinations = 1000;

    readonly Lock gate = new();
    readonly Dictionary<(string Transport, IPEndPoint? Destination), (long Count, long Bytes, long Told, long BytesTold)> counts = [];
    int destinations;

    /// <summary>Counts one, and says whether it is the first to its destination, which is then to be told at once.</summary>
    public bool IsFirst(string transport, IPEndPoint destination, int length)
    {
        lock (gate)
        {
            (string Transport, IPEndPoint? Destination) key = (transport, destination);
            var isNew = !counts.ContainsKey(key);
            if (isNew && destinations == MostDestinations)
            {
                (isNew, key.Destination) = (false, null);
            }

            var count = counts.GetValueOrDefault(key);
            counts[key] = isNew ? (1, length, 1, length) : count with { Count = count.Count + 1, Bytes = count.Bytes + length };
            destinations += isNew ? 1 : 0;
            return isNew;
        }
    }

    /// <summary>All that was counted until now, in the order of transport and destination; those that are counted together come last.</summary>
    public IReadOnlyList<AttemptCount> Totals()
    {
        lock (gate)
        {
            return [.. InOrder().Select(k => new AttemptCount(k.Transport, k.Destination, counts[k].Count, counts[k].Bytes))];
        }
    }

    /// <summary>What was counted and not yet told: without the first to each destination, and without what this gave before.</summary>
    public IReadOnlyList<AttemptCount> Rest()
    {
        lock (gate)
        {
            var rest = new List<AttemptCount>();
            foreach (var key in InOrder().Where(k => counts[k].Count > counts[k].Told))
            {
                var count = counts[key];
                rest.Add(new(key.Transport, key.Destination, count.Count - count.Told, count.Bytes - count.BytesTold));
                counts[key] = count with { Told = count.Count, BytesTold = count.Bytes };
            }

            return rest;
        }
    }

    List<(string Transport, IPEndPoint? Destination)> InOrder() =>
        [.. counts.Keys.OrderBy(k => k.Destination is null).ThenBy(k => k.Transport, StringComparer.Ordinal).ThenBy(k => k.Destination?.ToString(), StringComparer.Ordinal)];
}
