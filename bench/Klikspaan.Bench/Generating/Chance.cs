namespace Klikspaan.Bench.Generating;

/// <summary>Numbers without a pattern that are the same for the same seed on every machine (xorshift64*, Vigna 2016).</summary>
sealed class Chance(ulong seed)
{
    ulong state = (seed + 1) * 0x9E3779B97F4A7C15;

    public ulong Next()
    {
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        return state * 0x2545F4914F6CDD1D;
    }

    /// <summary>From 0 up to <paramref name="limit"/>, which is not reached.</summary>
    public int Below(int limit) => (int)(((Next() >> 32) * (ulong)limit) >> 32);

    public int Between(int low, int limit) => low + Below(limit - low);

    /// <summary>True in so many of a hundred cases.</summary>
    public bool Percent(int percent) => Below(100) < percent;

    public T Of<T>(IReadOnlyList<T> list) => list[Below(list.Count)];

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++)
        {
            bytes[i] = (byte)(Next() >> 40);
        }

        return bytes;
    }

    public string Hex(int digits) => Convert.ToHexStringLower(Bytes((digits + 1) / 2))[..digits];

    public string Guid() => $"{Hex(8)}-{Hex(4)}-4{Hex(3)}-a{Hex(3)}-{Hex(12)}";
}
