using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Klikspaan;

/// <summary>
/// Makes each path of a request once, and each shape once for all requests. For one thread at a time; whoever keeps a table over many
/// requests calls <see cref="Clear"/> between them, asks <see cref="IsFull"/> and takes a new one then, so that ever new names in a
/// hostile capture cannot fill the memory.
/// </summary>
/// <param name="isReused">Whether the paths of a request are forgotten when it is cleared, so that they can be used again.</param>
/// <remarks>
/// Cost: one comparison for the name of a member that follows the one before it as it did the last time, a look-up for another that is
/// known; then one look-up by number. A hash alone is no evidence, so the bytes are compared.
/// </remarks>
sealed class PathTable(bool isReused = false)
{
    const int LeastSlots = 1 << 10;
    const int LeastPlaces = 1 << 11;
    const int MostShapes = 1 << 15;
    const int MostPlaces = 1 << 15;
    const int MostOnStack = 64;
    const int Ways = 1 << 8;
    const int MostNameBytes = 2 << 20;

    // Names are the sender's choice: without a secret he could choose them so that all fall in one place.
    static readonly ulong Seed = BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(8));
    readonly PathShape?[] rootShapes = new PathShape?[Enum.GetValues<MessagePart>().Length];
    readonly ItemPath?[] roots = new ItemPath?[Enum.GetValues<MessagePart>().Length];
    ShapeSlot[] slots = new ShapeSlot[LeastSlots];
    readonly List<ItemPath> spare = [];
    PathPlace[] places = new PathPlace[LeastPlaces];
    int paths, shapes, request = 1, room = LeastPlaces;
    long nameBytes;
    int reading;

    // Where a member stood that was asked for, or that there was none while there were so many shapes.
    readonly (PathShape? From, string Pointer, PathShape? To, int Shapes)[] ways = new (PathShape?, string, PathShape?, int)[Ways];

    /// <summary>Whether it is time for a new table.</summary>
    public bool IsFull => shapes > MostShapes || nameBytes > MostNameBytes;

    /// <summary>Begins the next request: it has no paths yet.</summary>
    public void Clear()
    {
        (paths, request, room) = (0, request + 1, LeastPlaces);
        if (places.Length > MostPlaces)
        {
            spare.Clear();
            spare.TrimExcess();
            places = new PathPlace[LeastPlaces];
        }
    }

    /// <summary>The path of a part as a whole.</summary>
    public ItemPath Root(MessagePart part) =>
        roots[(int)part] is { Parent: null } known && known.Request == request && known.Part == part ? known
        : roots[(int)part] = New(part, null, -1, rootShapes[(int)part] ??= new(null, [], ++shapes, isAny: false));

    /// <summary>The path that a pointer gives within a part; its numbers are names.</summary>
    public ItemPath Root(MessagePart part, string pointer)
    {
        var path = Root(part);
        for (var at = 0; at < pointer.Length;)
        {
            var segment = Segment(pointer.AsSpan(at));
            path = path.Member(segment.Contains('~') ? ItemPath.Unescape(segment.ToString()) : segment);
            at += 1 + segment.Length;
        }

        return path;
    }

    /// <summary>A number for the next reading, by which its marks are told from older ones.</summary>
    public int NextReading() => ++reading;

    /// <summary>The path that a pointer leads to from another, if it was made; a number may be a name or a position.</summary>
    public ItemPath? Find(ItemPath from, string pointer)
    {
        if (pointer.Length < 2)
        {
            return FindFirst(from, pointer);
        }

        // Protocol files ask every event for the same few members.
        ref var way = ref ways[((from.Shape.Number * 31) + (pointer[^1] * 5) + pointer.Length) & (Ways - 1)];
        if (ReferenceEquals(way.From, from.Shape) && ReferenceEquals(way.Pointer, pointer) && (way.To is not null || way.Shapes == shapes))
        {
            return way.To is null ? null : FindPath(from, way.To, -1);
        }

        if (IsMember(pointer))
        {
            way = new(from.Shape, pointer, FindShape(from.Shape, pointer.AsSpan(1)), shapes);
            return way.To is null ? null : FindPath(from, way.To, -1);
        }

        return FindFirst(from, pointer);
    }

    /// <summary>Whether a pointer leads to a member by its name, whatever stands there.</summary>
    static bool IsMember(string pointer) => pointer.LastIndexOf('/') == 0 && !char.IsAsciiDigit(pointer[1]) && pointer[1] is not ('+' or '-' or ' ' or '\t');

    ItemPath? FindFirst(ItemPath from, ReadOnlySpan<char> pointer)
    {
        ItemPath? path = from;
        while (path is not null && !pointer.IsEmpty)
        {
            var segment = Segment(pointer);
            pointer = pointer[(1 + segment.Length)..];
            path = FindMember(path, segment) ?? (int.TryParse(segment, CultureInfo.InvariantCulture, out var index) ? FindElement(path, index) : null);
        }

        return path;
    }

    /// <summary>The shape of a member.</summary>
    public PathShape Shape(PathShape parent, ReadOnlySpan<byte> name)
    {
        var recent = parent.Recent;
        var (head, tail) = (PathShape.Head(name), PathShape.Tail(name));
        if (recent is not null)
        {
            if (recent.After is { } after && after.IsNamed(head, tail, name))
            {
                return parent.Recent = after;
            }

            if (recent.OrAfter is { } other && other.IsNamed(head, tail, name))
            {
                return parent.Recent = other;
            }
        }

        var hash = Hash(parent, name);
        ref var slot = ref Slot(parent, head, tail, name, hash);
        var shape = slot.Shape ?? Add(parent, name, hash, ref slot);
        if (recent is not null)
        {
            (recent.After, recent.OrAfter) = (shape, recent.After);
        }

        return parent.Recent = shape;
    }

    /// <summary>The shape of a member.</summary>
    public PathShape Shape(PathShape parent, ReadOnlySpan<char> name)
    {
        if (name.Length > MostOnStack)
        {
            return Shape(parent, Encoding.UTF8.GetBytes(name.ToString()));
        }

        Span<byte> bytes = stackalloc byte[MostOnStack * 3];
        return Shape(parent, bytes[..Encoding.UTF8.GetBytes(name, bytes)]);
    }

    /// <summary>The shape that the elements of a list share.</summary>
    public PathShape ElementShape(PathShape list) => list.Elements ??= new(list, [], ++shapes, isAny: true);

    /// <summary>The path of a member (index -1) or element of another.</summary>
    internal ItemPath Path(ItemPath parent, PathShape shape, int index)
    {
        var hash = Hash(parent, shape, index);
        ref var place = ref Place(parent, shape, index, hash);
        if (place.Request != request)
        {
            if (paths * 2 > room)
            {
                GrowPlaces();
                place = ref Place(parent, shape, index, hash);
            }

            place = new(New(parent.Part, parent, index, shape), request, hash);
        }

        return place.Path;
    }

    ItemPath New(MessagePart part, ItemPath? parent, int index, PathShape shape)
    {
        ItemPath path;
        if (!isReused)
        {
            path = new();
        }
        else if (paths < spare.Count)
        {
            path = spare[paths];
        }
        else
        {
            spare.Add(path = new());
        }

        path.Fill(this, request, paths++, part, parent, index, shape);
        return path;
    }

    /// <summary>Where a path of this request stands, or the free place where it belongs.</summary>
    ref PathPlace Place(ItemPath parent, PathShape shape, int index, uint hash)
    {
        var mask = room - 1;
        for (var at = (int)hash & mask; ; at = (at + 1) & mask)
        {
            ref var place = ref places[at];
            if (place.Request != request || (place.Hash == hash && ReferenceEquals(place.Path.Parent, parent) && ReferenceEquals(place.Path.Shape, shape) && place.Path.Index == index))
            {
                return ref place;
            }
        }
    }

    /// <summary>Takes twice the room for this request. Most need little, and what lies close together is found sooner than what is scattered.</summary>
    void GrowPlaces()
    {
        var old = places.AsSpan(0, room).ToArray();
        room *= 2;
        if (room > places.Length)
        {
            places = new PathPlace[room];
        }

        places.AsSpan(0, room).Clear();
        foreach (ref readonly var place in old.AsSpan())
        {
            if (place.Request == request)
            {
                Place(place.Path.Parent!, place.Path.Shape, place.Path.Index, place.Hash) = place;
            }
        }
    }

    ItemPath? FindElement(ItemPath list, int index) => list.Shape.Elements is { } shape ? FindPath(list, shape, index) : null;

    ItemPath? FindPath(ItemPath parent, PathShape shape, int index)
    {
        ref readonly var place = ref Place(parent, shape, index, Hash(parent, shape, index));
        return place.Request == request ? place.Path : null;
    }

    static uint Hash(ItemPath parent, PathShape shape, int index) =>
        (uint)Fold(Fold(Seed ^ ((ulong)(uint)parent.Number << 32) ^ (uint)shape.Number) ^ (uint)index);

    ItemPath? FindMember(ItemPath parent, ReadOnlySpan<char> segment) => FindShape(parent.Shape, segment) is { } shape ? FindPath(parent, shape, -1) : null;

    PathShape? FindShape(PathShape parent, ReadOnlySpan<char> segment)
    {
        if (segment.Length > MostOnStack || segment.Contains('~'))
        {
            return FindShape(parent, Encoding.UTF8.GetBytes(ItemPath.Unescape(segment.ToString())));
        }

        Span<byte> bytes = stackalloc byte[MostOnStack * 3];
        return FindShape(parent, bytes[..Encoding.UTF8.GetBytes(segment, bytes)]);
    }

    PathShape? FindShape(PathShape parent, ReadOnlySpan<byte> name) =>
        Slot(parent, PathShape.Head(name), PathShape.Tail(name), name, Hash(parent, name)).Shape;

    /// <summary>Where the shape stands, or the free place where it belongs.</summary>
    ref ShapeSlot Slot(PathShape parent, ulong head, ulong tail, ReadOnlySpan<byte> name, uint hash)
    {
        var mask = slots.Length - 1;
        for (var at = (int)hash & mask; ; at = (at + 1) & mask)
        {
            ref var slot = ref slots[at];
            if (slot.Shape is not { } shape || (slot.Hash == hash && ReferenceEquals(shape.Parent, parent) && shape.IsNamed(head, tail, name)))
            {
                return ref slot;
            }
        }
    }

    PathShape Add(PathShape parent, ReadOnlySpan<byte> name, uint hash, ref ShapeSlot slot)
    {
        var shape = new PathShape(parent, name.ToArray(), ++shapes, isAny: false);
        slot = new(shape, hash);
        nameBytes += name.Length;
        if (shapes * 2 > slots.Length)
        {
            Grow();
        }

        return shape;
    }

    void Grow()
    {
        var old = slots;
        slots = new ShapeSlot[old.Length * 2];
        foreach (ref readonly var each in old.AsSpan())
        {
            if (each.Shape is { } shape)
            {
                Slot(shape.Parent!, PathShape.Head(shape.Name), PathShape.Tail(shape.Name), shape.Name, each.Hash) = each;
            }
        }
    }

    static uint Hash(PathShape parent, ReadOnlySpan<byte> name)
    {
        var hash = Seed ^ ((ulong)(uint)parent.Number << 32) ^ (uint)name.Length;
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

    /// <summary>The first segment of a pointer, as it is written.</summary>
    static ReadOnlySpan<char> Segment(ReadOnlySpan<char> pointer)
    {
        var end = pointer[1..].IndexOf('/');
        return end < 0 ? pointer[1..] : pointer.Slice(1, end);
    }
}
