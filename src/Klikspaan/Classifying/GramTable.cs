using System.Buffers.Binary;

namespace Klikspaan.Classifying;

/// <summary>
/// Byte patterns known by the pieces of 8, 6 or 4 bytes, the grams, at their first offsets: as many as the shortest pattern has, so that
/// wherever a pattern stands in a text, one of its grams begins at a multiple of that number.
/// </summary>
sealed class GramTable
{
    const int MostStride = 8;
    readonly int size, stride;
    readonly ulong mask;
    readonly KeyFilter filter;
    readonly Dictionary<ulong, int> last;
    readonly List<(byte[] Pattern, int Id, int At, int Before)> entries;

    /// <summary>Makes the table of patterns that are all at least as long as a gram.</summary>
    public GramTable(IReadOnlyList<(byte[] Bytes, int Id)> patterns, int size)
    {
        this.size = size;
        mask = ulong.MaxValue >> (8 * (sizeof(ulong) - size));
        stride = Math.Min(MostStride, patterns.Min(p => p.Bytes.Length) - size + 1);
        last = new(patterns.Count * stride);
        entries = new(patterns.Count * stride);
        filter = new(patterns.Count * stride);
        foreach (var (bytes, id) in patterns)
        {
            for (var at = 0; at < stride; at++)
            {
                Add(bytes, id, at);
            }
        }
    }

    /// <summary>Adds each place where a pattern stands.</summary>
    public void Find(ReadOnlySpan<byte> text, List<(int Id, int Offset, int Length)> found)
    {
        // All that is sent comes by here: what the loop needs is at hand.
        var (keys, step, used) = (filter, stride, mask);
        var i = 0;
        for (; i <= text.Length - sizeof(ulong); i += step)
        {
            var gram = BinaryPrimitives.ReadUInt64LittleEndian(text[i..]) & used;
            if (keys.MayHold(gram))
            {
                Verify(text, i, gram, found);
            }
        }

        for (; i <= text.Length - size; i += step)
        {
            Verify(text, i, Read(text[i..]), found);
        }
    }

    void Add(byte[] pattern, int id, int at)
    {
        var gram = Read(pattern.AsSpan(at));
        filter.Add(gram);
        entries.Add((pattern, id, at, last.GetValueOrDefault(gram, -1)));
        last[gram] = entries.Count - 1;
    }

    void Verify(ReadOnlySpan<byte> text, int i, ulong gram, List<(int Id, int Offset, int Length)> found)
    {
        for (var entry = last.GetValueOrDefault(gram, -1); entry >= 0; entry = entries[entry].Before)
        {
            var (pattern, id, at, _) = entries[entry];
            var start = i - at;
            if (start >= 0 && start + pattern.Length <= text.Length && text.Slice(start, pattern.Length).SequenceEqual(pattern))
            {
                found.Add((id, start, pattern.Length));
            }
        }
    }

    ulong Read(ReadOnlySpan<byte> bytes)
    {
        ulong gram = 0;
        for (var i = size - 1; i >= 0; i--)
        {
            gram = (gram << 8) | bytes[i];
        }

        return gram;
    }
}
