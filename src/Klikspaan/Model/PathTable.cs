using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Klikspaan;

/// <summary>
/// Makes each path once. For one thread at a time; whoever keeps a table over many requests asks <see cref="IsFull"/> between
/// them and takes a new one then, so that ever new names in a hostile capture cannot fill the memory.
/// </summary>
/// <remarks>Cost: 20 ns for a member that is known, of which the look at its bytes is half; a hash alone is no evidence.</remarks>
sealed class PathTable
{
    const int MostPaths = 1 << 15;
    const int MostNameBytes = 2 << 20;

    // Names are the sender's choice: without a secret he could choose them so that all fall in one place.
    static readonly ulong Seed = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8));
    readonly Dictionary<(PathShape Parent, string Segment), PathShape> shapes = [];
    readonly ItemPath?[] roots = new ItemPath?[Enum.GetValues<MessagePart>().Length];
    ItemPath?[] slots = new ItemPath?[1 << 10];
    uint[] hashes = new uint[1 << 10];
    int members, elements;
    long nameBytes;
    int reading;

    /// <summary>Whether it is time for a new table.</summary>
    public bool IsFull => members + elements > MostPaths || nameBytes > MostNameBytes;

    /// <summary>The path of a part as a whole.</summary>
    public ItemPath Root(MessagePart part) => roots[(int)part] ??= new(this, part, null, [], -1, new(null, ""));

    /// <summary>The path that a pointer gives within a part; its numbers are names.</summary>
    public ItemPath Root(MessagePart part, string pointer)
    {
        var path = Root(part);
        for (var at = 0; at < pointer.Length;)
        {
            var end = pointer.IndexOf('/', at + 1);
            end = end < 0 ? pointer.Length : end;
            path = path.Member(Unescape(pointer[(at + 1)..end]));
            at = end;
        }

        return path;
    }

    /// <summary>A number for the next reading, by which its marks are told from older ones.</summary>
    public int NextReading() => ++reading;

    /// <summary>The path of a member.</summary>
    public ItemPath Member(ItemPath parent, ReadOnlySpan<byte> name)
    {
        var hash = Hash(parent, name);
        var slot = Slot(parent, name, hash);
        return slots[slot] ?? Add(parent, name, hash, slot);
    }

    /// <summary>The path that a pointer leads to from another, if it was made; a number may be a name or a position.</summary>
    public ItemPath? Find(ItemPath from, ReadOnlySpan<char> pointer)
    {
        ItemPath? path = from;
        while (path is not null && !pointer.IsEmpty)
        {
            var end = pointer[1..].IndexOf('/');
            var segment = end < 0 ? pointer[1..] : pointer.Slice(1, end);
            pointer = pointer[(1 + segment.Length)..];
            path = FindMember(path, segment) ?? (int.TryParse(segment, out var index) ? path.FindElement(index) : null);
        }

        return path;
    }

    /// <summary>A shape below another.</summary>
    public PathShape Shape(PathShape parent, string segment)
    {
        if (!shapes.TryGetValue((parent, segment), out var shape))
        {
            shapes.Add((parent, segment), shape = new(parent, segment));
        }

        return shape;
    }

    internal ItemPath NewElement(ItemPath parent, int index)
    {
        elements++;
        return new(this, parent.Part, parent, [], index, Shape(parent.Shape, PathShape.Any));
    }

    ItemPath? FindMember(ItemPath parent, ReadOnlySpan<char> segment)
    {
        if (segment.Length > 256 || segment.Contains('~'))
        {
            var name = Encoding.UTF8.GetBytes(Unescape(segment.ToString()));
            return slots[Slot(parent, name, Hash(parent, name))];
        }

        Span<byte> bytes = stackalloc byte[256 * 3];
        var length = Encoding.UTF8.GetBytes(segment, bytes);
        return slots[Slot(parent, bytes[..length], Hash(parent, bytes[..length]))];
    }

    /// <summary>Where the member stands, or the free place where it belongs.</summary>
    int Slot(ItemPath parent, ReadOnlySpan<byte> name, uint hash)
    {
        var mask = slots.Length - 1;
        for (var slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            if (slots[slot] is not { } path || (hashes[slot] == hash && ReferenceEquals(path.Parent, parent) && path.Name.SequenceEqual(name)))
            {
                return slot;
            }
        }
    }

    ItemPath Add(ItemPath parent, ReadOnlySpan<byte> name, uint hash, int slot)
    {
        var path = new ItemPath(this, parent.Part, parent, name.ToArray(), -1, Shape(parent.Shape, ItemPath.Escape(Encoding.UTF8.GetString(name))));
        (slots[slot], hashes[slot]) = (path, hash);
        nameBytes += name.Length;
        if (++members * 2 > slots.Length)
        {
            Grow();
        }

        return path;
    }

    void Grow()
    {
        var (oldSlots, oldHashes) = (slots, hashes);
        (slots, hashes) = (new ItemPath?[oldSlots.Length * 2], new uint[oldSlots.Length * 2]);
        for (var i = 0; i < oldSlots.Length; i++)
        {
            if (oldSlots[i] is { } path)
            {
                var slot = Slot(path.Parent!, path.Name, oldHashes[i]);
                (slots[slot], hashes[slot]) = (path, oldHashes[i]);
            }
        }
    }

    static uint Hash(ItemPath parent, ReadOnlySpan<byte> name)
    {
        var hash = Seed ^ ((ulong)(uint)System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(parent) << 32) ^ (uint)name.Length;
        for (; name.Length >= 8; name = name[8..])
        {
            hash = Fold(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(name));
        }

        ulong rest = 0;
        for (var i = 0; i < name.Length; i++)
        {
            rest = (rest << 8) | name[i];
        }

        return (uint)Fold(hash ^ rest);
    }

    static ulong Fold(ulong value)
    {
        var high = Math.BigMul(value, 0x9E3779B97F4A7C15UL, out var low);
        return high ^ low;
    }

    static string Unescape(string segment) =>
        segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}
