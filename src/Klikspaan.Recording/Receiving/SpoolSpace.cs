namespace Klikspaan.Recording.Receiving;

/// <summary>Where requests are kept until they are written, and how much of them: one for all connections of a recording.</summary>
/// <param name="folder">Where requests that do not stay in memory go; it must exist.</param>
sealed class SpoolSpace(string folder)
{
    long memory;
    long held;
    int files;

    /// <summary>Where requests that do not stay in memory go.</summary>
    public string Folder { get; } = folder;

    /// <summary>Most bytes of one request that stay in memory.</summary>
    public int RequestMemory { get; init; } = 1 << 20;

    /// <summary>Most bytes of memory for all requests together; beyond it even small ones go to disk.</summary>
    public long TotalMemory { get; init; } = 64L << 20;

    /// <summary>Most bytes of one request that are kept; the rest is counted.</summary>
    public long RequestBytes { get; init; } = 4L << 30;

    /// <summary>Most requests that are on disk at a time: each needs a descriptor.</summary>
    public int TotalFiles { get; init; } = OpenFiles.Share(3, int.MaxValue);

    /// <summary>Most bytes of memory that all connections together may hold of heads, header fields and their tables.</summary>
    public long TotalHeld { get; init; } = 128L << 20;

    /// <summary>Bytes of memory that connections hold beside the contents of requests.</summary>
    public long HeldInUse => Interlocked.Read(ref held);

    /// <summary>Bytes of memory in use.</summary>
    public long MemoryInUse => Interlocked.Read(ref memory);

    /// <summary>Takes memory, or says that there is none left.</summary>
    public bool TryReserve(int bytes)
    {
        if (Interlocked.Add(ref memory, bytes) <= TotalMemory)
        {
            return true;
        }

        Release(bytes);
        return false;
    }

    /// <summary>Counts what a connection holds more than before, or less, and says whether there was room for it.</summary>
    public bool Hold(int change) => Interlocked.Add(ref held, change) <= TotalHeld;

    /// <summary>Takes room for a file, or says that there is none left.</summary>
    public bool TryReserveFile()
    {
        if (Interlocked.Increment(ref files) <= TotalFiles)
        {
            return true;
        }

        ReleaseFile();
        return false;
    }

    /// <summary>Gives the room of a file back.</summary>
    public void ReleaseFile() => Interlocked.Decrement(ref files);

    /// <summary>Gives memory back.</summary>
    public void Release(int bytes) => Interlocked.Add(ref memory, -bytes);
}
