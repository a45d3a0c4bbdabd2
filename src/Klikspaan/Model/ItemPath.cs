using System.Globalization;

namespace Klikspaan;

/// <summary>
/// A place among the values of one part of a request. Its table makes each place of a request once, so that equal paths are one object:
/// they are compared and counted by reference, and their text is written only where somebody asks for it. What is remembered from one
/// request to the next stands at its <see cref="Shape"/>.
/// </summary>
sealed class ItemPath
{
    PathTable table = null!;
    bool isInList;
    string? exact;

    /// <summary>Makes it this place, whatever it was before: paths that nobody keeps are used again for the next request.</summary>
    internal void Fill(PathTable paths, int request, int number, MessagePart part, ItemPath? parent, int index, PathShape shape)
    {
        (table, Request, Number, Part, Parent, Index, Shape) = (paths, request, number, part, parent, index, shape);
        Depth = parent is null ? 0 : parent.Depth + 1;
        isInList = index >= 0 || parent is { isInList: true };
        ExactLength = parent is null ? 0 : parent.ExactLength + 1 + (index >= 0 ? Digits(index) : shape.SegmentLength);
        Marks = default;
        exact = null;
    }

    /// <summary>The request that it is a place in, by its table's count.</summary>
    internal int Request { get; private set; }

    /// <summary>Its number among the places of its request.</summary>
    internal int Number { get; private set; }

    /// <summary>The part of the request.</summary>
    public MessagePart Part { get; private set; }

    /// <summary>What contains it; null for the part itself.</summary>
    public ItemPath? Parent { get; private set; }

    /// <summary>The position in a list; -1 for a member.</summary>
    public int Index { get; private set; }

    /// <summary>The path with <c>*</c> for each position in a list.</summary>
    public PathShape Shape { get; private set; } = null!;

    /// <summary>How many segments it has.</summary>
    public int Depth { get; private set; }

    /// <summary>Length of <see cref="Exact"/>, in characters.</summary>
    public int ExactLength { get; private set; }

    /// <summary>The name as UTF-8; empty for a position in a list.</summary>
    public ReadOnlySpan<byte> Name => Shape.Name;

    /// <summary>The last segment of the pointer.</summary>
    public string Segment => Index >= 0 ? Index.ToString(CultureInfo.InvariantCulture) : Shape.Segment;

    /// <summary>JSON Pointer (RFC 6901).</summary>
    public string Exact => isInList ? exact ??= $"{Parent!.Exact}/{Segment}" : Shape.Text;

    /// <summary>What the last reader of events found here; its marks are of that reading alone.</summary>
    public PathMarks Marks;

    /// <summary>The path of a member.</summary>
    public ItemPath Member(ReadOnlySpan<byte> member) => Member(table.Shape(Shape, member));

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
    public ItemPath Element(int index) => table.Path(this, table.ElementShape(Shape), index);

    /// <summary>The path that a pointer leads to from here, if it was ever made; null when it was not.</summary>
    public ItemPath? Find(string pointer) => table.Find(this, pointer);

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

    /// <summary>The name that a segment of a JSON Pointer stands for (RFC 6901 section 4).</summary>
    public static string Unescape(string segment) =>
        segment.Contains('~', StringComparison.Ordinal) ? segment.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal) : segment;

    /// <inheritdoc/>
    public override string ToString() => Exact;

    ItemPath Member(PathShape shape) => table.Path(this, shape, -1);

    static int Digits(int number)
    {
        var digits = 1;
        for (; number >= 10; number /= 10)
        {
            digits++;
        }

        return digits;
    }
}
