namespace Klikspaan.Decoding;

/// <summary>What is counted of one layer while the coverage of an exchange is summed up.</summary>
struct LayerCount
{
    /// <summary>Whether a value stands in it, and whether a protocol file speaks of one.</summary>
    public bool IsUsed, IsMapped;

    /// <summary>Bytes that were not opened, and bytes of values that no protocol file speaks of.</summary>
    public long Opaque, Flattened;
}
