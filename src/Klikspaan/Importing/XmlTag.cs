using System.Buffers;

namespace Klikspaan.Importing;

/// <summary>A tag of XML as it stands in a file, from its angle bracket to the other one; one attribute after the other (XML 1.0 section 3.1).</summary>
/// <param name="tag">The bytes of the tag.</param>
ref struct XmlTag(ReadOnlySpan<byte> tag)
{
    static readonly SearchValues<byte> AfterAttribute = SearchValues.Create("= \t\r\n>"u8);
    static readonly SearchValues<byte> AfterName = SearchValues.Create(" \t\r\n/>"u8);
    readonly ReadOnlySpan<byte> text = tag;
    int at = NameEnd(tag);

    /// <summary>Whether an element ends here that began elsewhere.</summary>
    public readonly bool IsEnd => text.StartsWith("</"u8);

    /// <summary>Whether an element begins and ends here.</summary>
    public readonly bool IsEmpty => text.EndsWith("/>"u8);

    /// <summary>The name of the element.</summary>
    public readonly ReadOnlySpan<byte> Name => text[(IsEnd ? 2 : 1)..NameEnd(text)];

    /// <summary>The name of the attribute that was read.</summary>
    public ReadOnlySpan<byte> Attribute { get; private set; }

    /// <summary>Its value, with the references in it.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>Moves to the next attribute; false when there is none, or no sound one.</summary>
    public bool Read()
    {
        var from = at + Leading(text[at..], " \t\r\n"u8);
        var length = text[from..].IndexOfAny(AfterAttribute);
        var equals = length > 0 ? from + length + Leading(text[(from + length)..], " \t\r\n"u8) : text.Length;
        if (equals >= text.Length || text[equals] != '=')
        {
            return false;
        }

        var quote = equals + 1 + Leading(text[(equals + 1)..], " \t\r\n"u8);
        if (quote >= text.Length || text[quote] is not ((byte)'"' or (byte)'\'') || text[(quote + 1)..].IndexOf(text[quote]) is not (>= 0 and var end))
        {
            return false;
        }

        Attribute = text.Slice(from, length);
        Value = text.Slice(quote + 1, end);
        at = quote + end + 2;
        return true;
    }

    /// <summary>Moves to the attribute of this name, after the one that was read last.</summary>
    public bool Find(ReadOnlySpan<byte> name)
    {
        while (Read())
        {
            if (Attribute.SequenceEqual(name))
            {
                return true;
            }
        }

        return false;
    }

    static int NameEnd(ReadOnlySpan<byte> tag)
    {
        var from = tag.StartsWith("</"u8) ? 2 : 1;
        var length = tag[Math.Min(from, tag.Length)..].IndexOfAny(AfterName);
        return length < 0 ? tag.Length : from + length;
    }

    static int Leading(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> of) => bytes.Length - bytes.TrimStart(of).Length;
}
