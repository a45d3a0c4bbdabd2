namespace Klikspaan.Recording.Receiving;

/// <summary>Reads header fields of HTTP/2 with all that the connection has said before (RFC 7541).</summary>
sealed class HpackDecoder
{
    /// <summary>Most that the fields of one block may count for (RFC 9113, section 6.5.2).</summary>
    public const int MostFields = 1 << 20;

    readonly HpackDynamicTable table = new();

    /// <summary>What the fields of the table count for.</summary>
    public int Size => table.Used;

    /// <summary>Reads a whole block; returns why it could not be read, after which the connection cannot be read on.</summary>
    public string? Read(ReadOnlySpan<byte> block, ICollection<SentField> fields)
    {
        var reader = new HpackReader(block);
        var size = 0;
        while (!reader.IsAtEnd)
        {
            if (size == 0 && (reader.Peek & 0xE0) == 0x20)
            {
                if (!TryResize(ref reader))
                {
                    return "a header block asks for a table that it may not have";
                }
            }
            else if (!TryReadField(ref reader, out var field))
            {
                return "a header block is not HPACK";
            }
            else if ((size += field.Size) > MostFields)
            {
                return $"header fields of more than {MostFields} bytes";
            }
            else
            {
                fields.Add(field);
            }
        }

        return null;
    }

    /// <summary>Section 6.3; an update stands before the first field of a block (section 4.2).</summary>
    bool TryResize(ref HpackReader reader)
    {
        var isAllowed = reader.TryReadInteger(5, out var size) && size <= HpackDynamicTable.Most;
        table.Resize(isAllowed ? size : 0);
        return isAllowed;
    }

    bool TryReadField(ref HpackReader reader, out SentField field)
    {
        var octet = reader.Peek;
        if (octet >= 0x80)
        {
            // Section 6.1: name and value from a table.
            field = default;
            return reader.TryReadInteger(7, out var index) && TryLookUp(index, out field);
        }

        var isKept = (octet & 0xC0) == 0x40;
        // Sections 6.2.1 (kept: 01), 6.2.2 (not kept: 0000) and 6.2.3 (never kept: 0001); 001 is a table size out of its place.
        if ((octet & 0xE0) == 0x20 || !TryReadLiteral(ref reader, isKept ? 6 : 4, out field))
        {
            field = default;
            return false;
        }

        if (isKept)
        {
            table.Add(field);
        }

        return true;
    }

    bool TryReadLiteral(ref HpackReader reader, int prefix, out SentField field)
    {
        field = default;
        if (!reader.TryReadInteger(prefix, out var index))
        {
            return false;
        }

        string name;
        if (index == 0)
        {
            if (!reader.TryReadString(out name))
            {
                return false;
            }
        }
        else if (TryLookUp(index, out var named))
        {
            name = named.Name;
        }
        else
        {
            return false;
        }

        var isRead = reader.TryReadString(out var value);
        field = new(name, value);
        return isRead;
    }

    /// <summary>Section 2.3.3: first the static table, then the dynamic one, newest first.</summary>
    bool TryLookUp(int index, out SentField field)
    {
        var known = HpackStaticTable.Fields.Count;
        var isKnown = index > 0 && index <= known + table.Count;
        field = !isKnown ? default : index <= known ? HpackStaticTable.Fields[index - 1] : table[index - known - 1];
        return isKnown;
    }
}
