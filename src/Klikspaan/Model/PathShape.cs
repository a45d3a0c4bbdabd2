using System.Buffers.Binary;
using System.Text;

namespace Klikspaan;

/// <summary>A path with <c>*</c> for each position in a list: what the elements of a list have in common, and what knowledge speaks about.</summary>
sealed class PathShape
{
    /// <summary>Segment for any position in a list.</summary>
    public const string Any = "*";

    readonly byte[] name;
    (object Owner, Mapping? Mapping)[] mappings = [];
    ClassNote[] classes = [];
    ClassNote recentClass;
    string? segment, text, key, holder;
    int hash;

    // The first and last eight bytes of the name, or all of them, and how many it has: at hand here, and all of a name of up to sixteen.
    readonly ulong head, tail;
    readonly int length;
    readonly bool isAny;

    internal PathShape(PathShape? parent, byte[] name, int number, bool isAny)
    {
        (Parent, this.name, Number, this.isAny, length, head, tail) = (parent, name, number, isAny, name.Length, Head(name), Tail(name));
        SegmentLength = isAny ? Any.Length : Ascii.IsValid(name) && name.AsSpan().IndexOfAny((byte)'~', (byte)'/') < 0 ? name.Length : Segment.Length;
        Length = parent is null ? 0 : parent.Length + 1 + SegmentLength;
    }

    /// <summary>The name as UTF-8; empty for any position in a list.</summary>
    public ReadOnlySpan<byte> Name => name;

    /// <summary>Its number in its table, by which what lies below it is found.</summary>
    internal int Number { get; }

    /// <summary>The shape of its elements, once there was one.</summary>
    internal PathShape? Elements { get; set; }

    /// <summary>Its member that was asked for last.</summary>
    internal PathShape? Recent { get; set; }

    /// <summary>The member of what contains it that was asked for after this one: senders repeat their fields in the same order.</summary>
    internal PathShape? After { get; set; }

    /// <summary>The one that was asked for before <see cref="After"/>: where a field is left out at times, it is one of the two.</summary>
    internal PathShape? OrAfter { get; set; }

    /// <summary>What contains it; null for the part itself.</summary>
    public PathShape? Parent { get; }

    /// <summary>The last segment, escaped as in a JSON Pointer.</summary>
    public string Segment => segment ??= isAny ? Any : ItemPath.Escape(Encoding.UTF8.GetString(name));

    /// <summary>Length of <see cref="Segment"/>, in characters.</summary>
    public int SegmentLength { get; }

    /// <summary>Length of <see cref="Text"/>, in characters.</summary>
    public int Length { get; }

    /// <summary>The shape as a pointer.</summary>
    public string Text => text ??= Parent is null ? "" : $"{Parent.Text}/{Segment}";

    /// <summary>The name of the field: the last segment that is no position in a list, letters and digits only, in lower case.</summary>
    public string Key => key ??= isAny ? Parent!.Key : Segment == Any && Parent is not null ? Parent.Key : Normalise(Segment);

    /// <summary>The name of what the field stands in, positions in lists left out, as in <see cref="Key"/>; empty when it stands in nothing.</summary>
    public string Holder => holder ??= Segment == Any ? Parent?.Holder ?? "" : Parent is { Parent: not null } ? Parent.Key : "";

    /// <summary>Whether it reads the same as another.</summary>
    public bool IsSame(PathShape other) => ReferenceEquals(this, other) || (Hash == other.Hash && Text == other.Text);

    /// <summary>Whether its name is this one, which begins and ends like this.</summary>
    internal bool IsNamed(ulong otherHead, ulong otherTail, ReadOnlySpan<byte> other) =>
        head == otherHead && tail == otherTail && length == other.Length && (length <= 2 * sizeof(ulong) || name.AsSpan().SequenceEqual(other));

    /// <summary>The last eight bytes of a name, or all of them.</summary>
    internal static ulong Tail(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= sizeof(ulong) ? BinaryPrimitives.ReadUInt64LittleEndian(bytes[^sizeof(ulong)..]) : Head(bytes);

    /// <summary>The first eight bytes of a name, or all of them.</summary>
    internal static ulong Head(ReadOnlySpan<byte> bytes)
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

    /// <summary>A number that shapes with the same text share.</summary>
    public int Hash => hash != 0 ? hash : hash = string.GetHashCode(Text, StringComparison.Ordinal) | 1;

    /// <summary>What <paramref name="owner"/> says of this shape, if it was asked before. For one thread at a time.</summary>
    public bool TryMapping(object owner, out Mapping? mapping)
    {
        foreach (var known in mappings)
        {
            if (ReferenceEquals(known.Owner, owner))
            {
                mapping = known.Mapping;
                return true;
            }
        }

        mapping = null;
        return false;
    }

    /// <summary>Remembers what <paramref name="owner"/> says, nothing included.</summary>
    public Mapping? Remember(object owner, Mapping? mapping)
    {
        mappings = [.. mappings, (owner, mapping)];
        return mapping;
    }

    /// <summary>What a classifier found for such values before; null when it found nothing yet. For one thread at a time.</summary>
    public Classification? ClassOf(object owner, int look, Mapping? mapping)
    {
        if (recentClass.IsFor(owner, look, mapping))
        {
            return recentClass.Classification;
        }

        foreach (ref readonly var note in classes.AsSpan())
        {
            if (note.IsFor(owner, look, mapping))
            {
                // What was asked for last is mostly asked for next.
                recentClass = note;
                return note.Classification;
            }
        }

        return null;
    }

    /// <summary>Remembers what a classifier found.</summary>
    public void Remember(ClassNote note)
    {
        recentClass = note;
        classes = [.. classes, note];
    }

    /// <summary>The name of a field as rules compare it.</summary>
    public static string Normalise(ReadOnlySpan<char> segment)
    {
        var letters = segment.Length <= 256 ? stackalloc char[segment.Length] : new char[segment.Length];
        var count = 0;
        foreach (var c in segment)
        {
            if (char.IsLetterOrDigit(c))
            {
                letters[count++] = char.ToLowerInvariant(c);
            }
        }

        return new(letters[..count]);
    }
}
