using System.Buffers.Binary;

namespace Klikspaan.Classifying;

/// <summary>
/// Byte patterns known by the pieces of 8 or 4 bytes, the grams, at their first offsets: as many as the shortest pattern has, so that
/// wherever a pattern stands in a text, one of its grams begins at a multiple of that number.
/// </summary>
sealed class GramTable
{
    const int MostStride = 8;
    const int FilterBits = 21;
    readonly int size, stride;
    readonly ulong[] filter = new ulong[1 << (FilterBits - 6)];
    readonly Dictionary<ulong, int> last;
    readonly List<(byte[] Pattern, int Id, int At, int Before)> entries;

    /// <summary>Makes the table of patterns that are all at least as long as a gram.</summary>
    public GramTable(IReadOnlyList<(byte[] Bytes, int Id)> patterns, int size)
    {
        this.size = size;
        stride = Math.Min(MostStride, patterns.Min(p => p.Bytes.Length) - size + 1);
        last = new(patterns.Count * stride);
        entries = new(patterns.Count * stride);
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
        for (var i = 0; i + size <= text.Length; i += stride)
        {
            var gram = Read(text[i..]);
            var bit = Bit(gram);
            if ((filter[bit >> 6] >> (int)(bit & 63) & 1) != 0 && last.TryGetValue(gram, out var entry))
            {
                Verify(text, i, entry, found);
            }
        }
    }

    void Add(byte[] pattern, int id, int at)
    {
        var gram = Read(pattern.AsSpan(at));
        var bit = Bit(gram);
        filter[bit >> 6] |= 1UL << (int)(bit & 63);
        entries.Add((pattern, id, at, last.GetValueOrDefault(gram, -1)));
        last[gram] = entries.Count - 1;
    }

    void Verify(ReadOnlySpan<byte> text, int i, int entry, List<(int Id, int Offset, int Length)> found)
    {
        for (; entry >= 0; entry = entries[entry].Before)
        {
            var (pattern, id, at, _) = entries[entry];
            var start = i - at;
            if (start >= 0 && start + pattern.Length <= text.Length && text.Slice(start, pattern.Length).SequenceEqual(pattern))
            {
                found.Add((id, start, pattern.Length));
            }
        }
    }

    ulong Read(ReadOnlySpan<byte> bytes) =>
        size == 8 ? BinaryPrimitives.ReadUInt64LittleEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    static ulong Bit(ulong gram) => (gram * 0x9E3779B97F4A7C15UL) >> (64 - FilterBits);
}
