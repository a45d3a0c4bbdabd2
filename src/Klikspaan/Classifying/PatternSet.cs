namespace Klikspaan.Classifying;

/// <summary>
/// Finds many byte patterns in one pass: only every 8th (for short patterns every 3rd) position is looked at, as each
/// pattern is known by the grams at its first 8 (3) offsets, so that one of them falls on such a position.
/// </summary>
sealed class PatternSet
{
    /// <summary>Patterns below this length are refused: they would occur by accident.</summary>
    public const int Shortest = 6;

    readonly Grams longs = new(8, 8);
    readonly Grams shorts = new(4, 3);

    /// <summary>How many patterns there are.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a pattern under a number of the caller's.</summary>
    public void Add(byte[] pattern, int id)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pattern.Length, Shortest);
        (pattern.Length >= 15 ? longs : shorts).Add(pattern, id);
        Count++;
    }

    /// <summary>Adds each place where a pattern stands.</summary>
    public void Find(ReadOnlySpan<byte> text, List<(int Id, int Offset, int Length)> found)
    {
        longs.Find(text, found);
        shorts.Find(text, found);
    }

    sealed class Grams(int size, int stride)
    {
        const int FilterBits = 20;
        readonly ulong[] filter = new ulong[1 << (FilterBits - 6)];
        readonly Dictionary<ulong, List<(byte[] Pattern, int Id, int At)>> table = [];

        public void Add(byte[] pattern, int id)
        {
            for (var at = 0; at < stride; at++)
            {
                var gram = Read(pattern.AsSpan(at));
                var bit = Bit(gram);
                filter[bit >> 6] |= 1UL << (int)(bit & 63);
                if (!table.TryGetValue(gram, out var entries))
                {
                    table.Add(gram, entries = []);
                }

                entries.Add((pattern, id, at));
            }
        }

        public void Find(ReadOnlySpan<byte> text, List<(int Id, int Offset, int Length)> found)
        {
            if (table.Count == 0)
            {
                return;
            }

            for (var i = 0; i + size <= text.Length; i += stride)
            {
                var gram = Read(text[i..]);
                var bit = Bit(gram);
                if ((filter[bit >> 6] >> (int)(bit & 63) & 1) != 0 && table.TryGetValue(gram, out var entries))
                {
                    Verify(text, i, entries, found);
                }
            }
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

        ulong Read(ReadOnlySpan<byte> bytes) => size == 8
            ? System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(bytes)
            : System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes);

        static ulong Bit(ulong gram) => (gram * 0x9E3779B97F4A7C15UL) >> (64 - FilterBits);
    }
}
