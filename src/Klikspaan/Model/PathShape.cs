using System.Text;

namespace Klikspaan;

/// <summary>A path with <c>*</c> for each position in a list: what the elements of a list have in common, and what knowledge speaks about.</summary>
sealed class PathShape
{
    /// <summary>Segment for any position in a list.</summary>
    public const string Any = "*";

    /// <summary>In place of the number among the members, for any position in a list.</summary>
    internal const int AnyOrdinal = -2;

    readonly byte[] name;
    (object Owner, Mapping? Mapping)[] mappings = [];
    ClassNote[] classes = [];
    ClassNote recentClass;
    string? segment, text, key;
    int hash;

    internal PathShape(PathShape? parent, byte[] name, int number, int ordinal)
    {
        (Parent, this.name, Number, Ordinal) = (parent, name, number, ordinal);
        Length = parent is null ? 0 : parent.Length + 1 + SegmentLength;
    }

    /// <summary>The name as UTF-8; empty for any position in a list.</summary>
    public ReadOnlySpan<byte> Name => name;

    /// <summary>Whether it stands for any position in a list.</summary>
    bool IsAny => Ordinal == AnyOrdinal;

    /// <summary>Its number in its table, by which what lies below it is found.</summary>
    internal int Number { get; }

    /// <summary>Its number among the members of what contains it.</summary>
    internal int Ordinal { get; }

    /// <summary>How many shapes of members it has.</summary>
    internal int Members { get; set; }

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
    public string Segment => segment ??= IsAny ? Any : ItemPath.Escape(Encoding.UTF8.GetString(name));

    /// <summary>Length of <see cref="Segment"/>, in characters.</summary>
    public int SegmentLength => IsAny ? Any.Length : Ascii.IsValid(name) && name.AsSpan().IndexOfAny((byte)'~', (byte)'/') < 0 ? name.Length : Segment.Length;

    /// <summary>Length of <see cref="Text"/>, in characters.</summary>
    public int Length { get; }

    /// <summary>The shape as a pointer.</summary>
    public string Text => text ??= Parent is null ? "" : $"{Parent.Text}/{Segment}";

    /// <summary>The name of the field: the last segment that is no position in a list, letters and digits only, in lower case.</summary>
    public string Key => key ??= IsAny ? Parent!.Key : Segment == Any && Parent is not null ? Parent.Key : Normalise(Segment);

    /// <summary>Whether it reads the same as another.</summary>
    public bool IsSame(PathShape other) => ReferenceEquals(this, other) || (Hash == other.Hash && Text == other.Text);

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
