using System.Numerics;

namespace Klikspaan.Packets;

/// <summary>Rooms for the last bytes of connections, of a few sizes that are powers of two; they are used again, and all together are bounded.</summary>
sealed class RecentRooms
{
    /// <summary>The smallest and the largest room.</summary>
    public const int Smallest = 1 << 9, Largest = 1 << 16;
    const int Most = 4 << 20, MostSpare = 1 << 20;
    readonly Stack<byte[]>[] free = [.. Enumerable.Range(0, SizeOf(Largest) + 1).Select(_ => new Stack<byte[]>())];
    int lent, spare;

    /// <summary>A room of this many bytes, in which anything may stand; null when there is none.</summary>
    public byte[]? Rent(int size)
    {
        if (size > Most - lent)
        {
            return null;
        }

        lent += size;
        if (!free[SizeOf(size)].TryPop(out var room))
        {
            return new byte[size];
        }

        spare -= size;
        return room;
    }

    /// <summary>Gives a room back.</summary>
    public void Return(byte[] room)
    {
        lent -= room.Length;
        if (room.Length > 0 && spare + room.Length <= MostSpare)
        {
            spare += room.Length;
            free[SizeOf(room.Length)].Push(room);
        }
    }

    static int SizeOf(int size) => BitOperations.Log2((uint)size) - BitOperations.Log2(Smallest);
}
