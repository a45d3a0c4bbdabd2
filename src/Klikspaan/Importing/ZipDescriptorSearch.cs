namespace Klikspaan.Importing;

/// <summary>Looks, byte after byte, for what stands after a file that does not tell its own end.</summary>
/// <param name="isStored">Whether the bytes are the file itself, so that size and checksum must be theirs.</param>
/// <param name="count">How many bytes of the file were passed already.</param>
sealed class ZipDescriptorSearch(bool isStored, long count)
{
    readonly byte[] last = new byte[ZipDescriptor.Longest];
    int held;

    // Of all bytes but the last sixteen, and but the last twenty-four.
    Crc32 small = new(), large = new();

    /// <summary>How many bytes were passed.</summary>
    public long Count { get; private set; } = count;

    /// <summary>What was found; null as long as nothing was.</summary>
    public ZipDescriptor? Found { get; private set; }

    /// <summary>Passes bytes up to where it is found; says how many.</summary>
    public int Take(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            Add(bytes[i]);
            if (held >= ZipDescriptor.Shortest && ZipDescriptor.Ends(last.AsSpan(last.Length - held), Count) is { } found && Fits(found))
            {
                Found = found;
                return i + 1;
            }
        }

        return bytes.Length;
    }

    void Add(byte value)
    {
        if (isStored)
        {
            Sum(ref small, ZipDescriptor.Shortest);
            Sum(ref large, ZipDescriptor.Longest);
        }

        last.AsSpan(1).CopyTo(last);
        last[^1] = value;
        held = Math.Min(held + 1, last.Length);
        Count++;
    }

    void Sum(ref Crc32 sum, int behind)
    {
        if (held >= behind)
        {
            sum.Add(last.AsSpan(last.Length - behind, 1));
        }
    }

    bool Fits(ZipDescriptor found) =>
        !isStored || (found.Inflated == Count - found.Length && found.Checksum == (found.Length == ZipDescriptor.Shortest ? small : large).Value);
}
