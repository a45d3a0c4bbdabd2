namespace Klikspaan.Store;

/// <summary>Values of the same host, place and looks that were not opened.</summary>
/// <param name="Host">Host that they were addressed to.</param>
/// <param name="Operator">Who operates it.</param>
/// <param name="Path">Part of the request and pointer.</param>
/// <param name="Looks">What they look like.</param>
/// <param name="First">Locator of the first.</param>
sealed record OpaqueGroup(string Host, string Operator, string Path, string Looks, string First)
{
    /// <summary>Bytes that they stand in for.</summary>
    public long Bytes { get; private set; }

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>How the first begins, in hex.</summary>
    public string Begins { get; private set; } = "";

    /// <summary>Whether one of them is a credential.</summary>
    public bool IsSecret { get; private set; }

    /// <summary>Counts one more.</summary>
    public void Add(long bytes, ReadOnlySpan<byte> begins, bool isSecret)
    {
        Begins = Count == 0 ? Convert.ToHexStringLower(begins) : Begins;
        (Bytes, Count, IsSecret) = (Bytes + bytes, Count + 1, IsSecret | isSecret);
    }
}
