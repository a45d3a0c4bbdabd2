using System.Collections.Concurrent;

namespace Klikspaan.Decoding;

/// <summary>Remembers what a path shape means, over all exchanges; a hostile capture with ever new paths cannot make it grow without end.</summary>
sealed class MappingCache
{
    const int Largest = 50_000;
    readonly ConcurrentDictionary<(object Owner, MessagePart Part, string Shape), Mapping?> known = new();

    /// <summary>The mapping for a shape under <paramref name="owner"/>, made by <paramref name="find"/> when it is not yet known.</summary>
    public Mapping? Get(object owner, MessagePart part, string shape, Func<Mapping?> find)
    {
        var key = (owner, part, shape);
        if (known.TryGetValue(key, out var mapping))
        {
            return mapping;
        }

        mapping = find();
        if (known.Count < Largest)
        {
            known.TryAdd(key, mapping);
        }

        return mapping;
    }
}
