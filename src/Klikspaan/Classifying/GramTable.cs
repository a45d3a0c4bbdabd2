using System.Buffers.Binary;

namespace Klikspaan.Classifying;

/// <summary>
/// Byte patterns known by the pieces of 8 or 4 bytes, the grams, at their first offsets: as many as the shortest pattern has, so that
/// wherever a pattern stands in a text, one of its grams begins at a multiple of that number.
/// </summary>
sealed class GramTable
{
    const int MostStride = 8;
    const int FilterBits = 20;
    readonly int size, stride;
    readonly ulong[] filter = new ulong[1 << (FilterBits - 6)];
    readonly Dictionary<ulong, List<(byte[] Pattern, int Id, int At)>> grams = [];

    /// <summary>Makes the table of patterns that are all at least as long as a gram.</summary>
    public GramTable(IReadOnlyList<(byte[] Bytes, int Id)> patterns, int size)
    {
        this.size = size;
        stride = Math.Min(MostStride, patterns.Min(p => p.Bytes.Length) - size + 1);
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
            if ((filter[bit >> 6] >> (int)(bit & 63) & 1) != 0 && grams.TryGetValue(gram, out var entries))
            {
                Verify(text, i, entries, found);
            }
        }
    }

    void Add(byte[] pattern, int id, int at)
    {
        var gram = Read(pattern.AsSpan(at));
        var bit = Bit(gram);
        filter[bit >> 6] |= 1UL << (int)(bit & 63);
        if (!grams.TryGetValue(gram, out var entries))
        {
            grams.Add(gram, entries = []);
        }

        entries.Add((pattern, id, at));
    }

    static void Verify(ReadOnlySpan<byte> text, int i, List<(byte[] Pattern, int Id, int At)> entries, List<(int Id, int Offset, int Length)> found)
    {
        foreach (var (pattern, id, at) in entries)
        {
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
