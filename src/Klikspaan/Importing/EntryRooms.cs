using System.Collections.Concurrent;

namespace Klikspaan.Importing;

/// <summary>The rooms for the entries of one capture: one is filled at a time, and those that came back are filled again.</summary>
sealed class EntryRooms
{
    /// <summary>Size of a room, and so of the largest entry that is put in one.</summary>
    public const int RoomBytes = 1 << 20;

    readonly ConcurrentBag<EntryRoom> free = [];
    EntryRoom? current;

    /// <summary>Room for an entry, and the room that it is to let go of in the end.</summary>
    public (Memory<byte> Bytes, EntryRoom Room) Take(int size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, RoomBytes);
        current ??= Next();
        var bytes = current.Take(size);
        if (bytes.Length < size)
        {
            current.Release();
            current = Next();
            bytes = current.Take(size);
        }

        return (bytes, current);
    }

    /// <summary>Takes a room back that nobody holds.</summary>
    public void Return(EntryRoom room) => free.Add(room);

    EntryRoom Next() => free.TryTake(out var room) ? room : new(this);
}
