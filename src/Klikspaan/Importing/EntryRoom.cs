namespace Klikspaan.Importing;

/// <summary>
/// Room for the bytes of entries that follow each other. It comes back to be used again when whoever fills it and each entry
/// in it have let go; where entries are kept, none does, and the collector takes it.
/// </summary>
/// <remarks>Cost: nothing but the copy; a block for each entry cost a third of the collector's time.</remarks>
sealed class EntryRoom(EntryRooms owner)
{
    readonly byte[] bytes = GC.AllocateUninitializedArray<byte>(EntryRooms.RoomBytes);
    int used, holders = 1;

    /// <summary>Room for an entry of this size, which holds on to it; empty when there is none left.</summary>
    public Memory<byte> Take(int size)
    {
        if (size > bytes.Length - used)
        {
            return default;
        }

        Interlocked.Increment(ref holders);
        used += size;
        return bytes.AsMemory(used - size, size);
    }

    /// <summary>One of its holders lets go.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref holders) == 0)
        {
            (used, holders) = (0, 1);
            owner.Return(this);
        }
    }
}
