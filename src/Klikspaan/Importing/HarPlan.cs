namespace Klikspaan.Importing;

/// <summary>Where the entries of a capture that is JSON stand, and which of their members are read.</summary>
/// <param name="Depth">How many brackets are open around an entry.</param>
/// <param name="IsList">Whether the whole file is the list of entries.</param>
/// <param name="List">The list of entries, in words.</param>
/// <param name="Whole">The whole file, in words.</param>
/// <param name="Read">Members of an entry of which long strings are kept.</param>
sealed record HarPlan(int Depth, bool IsList, string List, string Whole, IReadOnlyList<byte[]> Read)
{
    /// <summary>An HTTP Archive: entries in the list log.entries.</summary>
    public static HarPlan Archive { get; } = new(3, false, "a list log.entries", "archive", ["request"u8.ToArray(), "_webSocketMessages"u8.ToArray()]);

    /// <summary>A session of Charles: entries in the list that is the file.</summary>
    public static HarPlan Session { get; } = new(1, true, "a list of transactions", "list", ["request"u8.ToArray()]);

    /// <summary>Whether long strings of a member of this name are kept.</summary>
    public bool IsRead(ReadOnlySpan<byte> name)
    {
        foreach (var read in Read)
        {
            if (name.SequenceEqual(read))
            {
                return true;
            }
        }

        return false;
    }
}
