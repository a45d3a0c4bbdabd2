using System.Buffers.Binary;
using System.Globalization;

namespace Klikspaan;

/// <summary>
/// A place among the values of one part of a request. Its table makes each place once, so that equal paths are one object:
/// they are compared, remembered and counted by reference, and their text is written only where somebody asks for it.
/// </summary>
sealed class ItemPath
{
    readonly PathTable table;
    readonly bool isInList;

    // Each member as near as can be to the number of its shape; twice as many places as members, so that few are off theirs.
    ItemPath?[] members = [];
    ItemPath?[] elements = [];
    int memberCount;

    // How the name begins, and how long it is: most other names differ in this, which is at hand here.
    readonly ulong nameHead;
    readonly int nameLength;

    // The member that was asked for last, and the one that was asked for after this: senders repeat their fields in the same order.
    ItemPath? recent, after;
    string? exact;

    internal ItemPath(PathTable table, MessagePart part, ItemPath? parent, int index, PathShape shape)
    {
        (this.table, Part, Parent, Index, Shape) = (table, part, parent, index, shape);
        (nameHead, nameLength) = (Head(shape.Name), shape.Name.Length);
        Depth = parent is null ? 0 : parent.Depth + 1;
        isInList = index >= 0 || parent is { isInList: true };
        ExactLength = parent is null ? 0 : parent.ExactLength + 1 + (index >= 0 ? Digits(index) : shape.SegmentLength);
    }

    /// <summary>The part of the request.</summary>
    public MessagePart Part { get; }

    /// <summary>What contains it; null for the part itself.</summary>
    public ItemPath? Parent { get; }

    /// <summary>The position in a list; -1 for a member.</summary>
    public int Index { get; }

    /// <summary>The path with <c>*</c> for each position in a list.</summary>
    public PathShape Shape { get; }

    /// <summary>How many segments it has.</summary>
    public int Depth { get; }

    /// <summary>Length of <see cref="Exact"/>, in characters.</summary>
    public int ExactLength { get; }

    /// <summary>The name as UTF-8; empty for a position in a list.</summary>
    public ReadOnlySpan<byte> Name => Shape.Name;

    /// <summary>The last segment of the pointer.</summary>
    public string Segment => Index >= 0 ? Index.ToString(CultureInfo.InvariantCulture) : Shape.Segment;

    /// <summary>JSON Pointer (RFC 6901).</summary>
    public string Exact => isInList ? exact ??= $"{Parent!.Exact}/{Segment}" : Shape.Text;

    /// <summary>What the last reader of events found here; its marks are of that reading alone.</summary>
    public PathMarks Marks;

    /// <summary>The path of a member.</summary>
    public ItemPath Member(ReadOnlySpan<byte> member)
    {
        if (recent?.after is { } guess && guess.nameLength == member.Length && guess.nameHead == Head(member)
            && (member.Length <= sizeof(ulong) || guess.Name.SequenceEqual(member)))
        {
            return recent = guess;
        }

        var path = Member(table.Shape(Shape, member));
        if (recent is not null)
        {
            recent.after = path;
        }

        return recent = path;
    }

    /// <summary>The path of a member.</summary>
    public ItemPath Member(ReadOnlySpan<char> member) => Member(table.Shape(Shape, member));

    /// <summary>The path of a member whose name is a number, such as a field of protobuf.</summary>
    public ItemPath Member(int number)
    {
        Span<byte> digits = stackalloc byte[11];
        number.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture);
        return Member(digits[..length]);
    }

    /// <summary>The path of an element of a list.</summary>
    public ItemPath Element(int index) =>
        (uint)index < (uint)elements.Length && elements[index] is { } known ? known : MakeElement(index);

    /// <summary>The path that a pointer leads to from here, if it was ever made; null when it was not.</summary>
    public ItemPath? Find(ReadOnlySpan<char> pointer) => table.Find(this, pointer);

    /// <summary>The path of the member with this shape, if it was ever made.</summary>
    public ItemPath? FindMember(PathShape shape) => members.Length == 0 ? null : members[PlaceOf(shape)];

    /// <summary>The path of this element, if it was ever made.</summary>
    public ItemPath? FindElement(int index) => (uint)index < (uint)elements.Length ? elements[index] : null;

    /// <summary>What contains it at this depth; null when it is not that deep.</summary>
    public ItemPath? Above(int depth)
    {
        var path = Depth >= depth ? this : null;
        while (path is not null && path.Depth > depth)
        {
            path = path.Parent;
        }

        return path;
    }

    /// <summary>The same path below another place: <paramref name="to"/> where it now has <paramref name="from"/>.</summary>
    public ItemPath Move(ItemPath from, ItemPath to)
    {
        if (ReferenceEquals(this, from) || Parent is null)
        {
            return to;
        }

        var parent = Parent.Move(from, to);
        return Index >= 0 ? parent.Element(Index) : parent.Member(Name);
    }

    /// <summary>Writes a name as a segment of a JSON Pointer.</summary>
    public static string Escape(string name) =>
        name.AsSpan().IndexOfAny('~', '/') < 0 ? name : name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Exact;

    /// <summary>The first eight bytes of a name, or all of them.</summary>
    static ulong Head(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= sizeof(ulong))
        {
            return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        }

        ulong head = 0;
        for (var i = bytes.Length - 1; i >= 0; i--)
        {
            head = (head << 8) | bytes[i];
        }

        return head;
    }

    ItemPath Member(PathShape shape) => FindMember(shape) ?? MakeMember(shape);

    ItemPath MakeMember(PathShape shape)
    {
        if (++memberCount * 2 > members.Length)
        {
            var old = members;
            members = new ItemPath?[Math.Max(4, old.Length * 2)];
            foreach (var member in old)
            {
                if (member is not null)
                {
                    members[PlaceOf(member.Shape)] = member;
                }
            }
        }

        return members[PlaceOf(shape)] = table.NewMember(this, shape);
    }

    /// <summary>Where the member with this shape stands, or the free place where it belongs.</summary>
    int PlaceOf(PathShape shape)
    {
        var mask = members.Length - 1;
        var place = shape.Ordinal & mask;
        while (members[place] is { } other && !ReferenceEquals(other.Shape, shape))
        {
            place = (place + 1) & mask;
        }

        return place;
    }

    static int Digits(int number)
    {
        var digits = 1;
        for (; number >= 10; number /= 10)
        {
            digits++;
        }

        return digits;
    }

    ItemPath MakeElement(int index)
    {
        if (index >= elements.Length)
        {
            Array.Resize(ref elements, Math.Max(index + 1, Math.Max(4, elements.Length * 2)));
        }

        return elements[index] = table.NewElement(this, index);
    }
}
