namespace Klikspaan.Packets;

/// <summary>
/// Reads the header blocks of one direction of a connection of HTTP/2, in the order in which they were sent (RFC 7541), and says of each name and value where
/// it was sent: in this block, in an earlier one that the table remembers, or not at all, because both sides know it.
/// </summary>
/// <remarks>Names stay as they were sent. After a block that could not be read no later one can be: what the table holds is not known any more.</remarks>
sealed class HpackDecoder
{
    /// <summary>Most bytes that a table may hold, unless the receiver announced more.</summary>
    public const int MostTable = 64 << 10;

    /// <summary>Most bytes that a receiver can announce here; what it announces beyond is not believed.</summary>
    public const int MostAnnounced = 1 << 20;

    /// <summary>Most that the fields of a block may count for; what comes after is read for the table and not given.</summary>
    public const int MostFields = 256 << 10;

    readonly HpackTable table = new();
    int most = MostTable;
    SentPiece[] pieces = [];

    /// <summary>How many fields the table remembers.</summary>
    public int Remembered => table.Count;

    /// <summary>What they count for (section 4.1).</summary>
    public int RememberedSize => table.Size;

    /// <summary>The receiver of these blocks said in its SETTINGS how large the table may be (RFC 9113, section 6.5.2).</summary>
    public void Announce(long size) => most = (int)Math.Clamp(size, MostTable, MostAnnounced);

    /// <summary>Reads a block that was sent in one piece.</summary>
    /// <param name="block">The block.</param>
    /// <param name="origin">Where its first octet was sent; places are counted from there, also those of what is repeated later.</param>
    /// <param name="fields">Where the fields go.</param>
    /// <param name="problem">What is wrong, at an offset in the block; also when only too many fields were not given.</param>
    /// <returns>False when this block and all later ones cannot be read.</returns>
    public bool TryRead(ReadOnlySpan<byte> block, long origin, ICollection<HpackField> fields, out PacketProblem? problem) =>
        TryRead(block, [new SentPiece(0, origin)], fields, out problem);

    /// <summary>Reads a block that was sent in several pieces, of which the first begins at 0, in their order.</summary>
    public bool TryRead(ReadOnlySpan<byte> block, ReadOnlySpan<SentPiece> sent, ICollection<HpackField> fields, out PacketProblem? problem)
    {
        pieces = sent.ToArray();
        problem = null;
        var (size, isFirst) = (0L, true);
        for (var reader = new HpackReader(block); !reader.IsAtEnd;)
        {
            var at = reader.At;
            if ((reader.Next & 0xE0) == 0x20)
            {
                // Section 6.3; it stands before the first field of a block (section 4.2).
                if (!isFirst || !reader.TryNumber(5, out var capacity) || capacity > most)
                {
                    problem = new(at, "hpack", isFirst ? $"a table of at most {most} bytes" : "a header field", isFirst ? "another size" : "a change of the table's size");
                    return false;
                }

                table.Resize(capacity);
                continue;
            }

            isFirst = false;
            if (!TryField(ref reader, out var field))
            {
                problem = new(at, "hpack", "a header field (RFC 7541)", "something else");
                return false;
            }

            size += field.Size;
            if (size <= MostFields)
            {
                fields.Add(field);
            }
            else
            {
                problem ??= new(at, "limit", $"header fields of at most {MostFields} bytes", "more of them");
            }
        }

        return true;
    }

    bool TryField(ref HpackReader reader, out HpackField field)
    {
        var (at, first) = (reader.At, reader.Next);
        if (first >= 0x80)
        {
            // Section 6.1: name and value from a table.
            field = default;
            return reader.TryNumber(7, out var number) && TryKnown(number, Place(at, reader.At - at), out field);
        }

        // Sections 6.2.1 (remembered: 01), 6.2.2 (not remembered: 0000) and 6.2.3 (never: 0001).
        var isRemembered = first >= 0x40;
        if (!TryLiteral(ref reader, isRemembered ? 6 : 4, out var name, out var value))
        {
            field = default;
            return false;
        }

        field = new(name, value, Place(at, reader.At - at), false);
        if (isRemembered)
        {
            table.Add(field);
        }

        return true;
    }

    bool TryLiteral(ref HpackReader reader, int bits, out HpackText name, out HpackText value)
    {
        (name, value) = (default, default);
        var at = reader.At;
        if (!reader.TryNumber(bits, out var number))
        {
            return false;
        }

        if (number == 0)
        {
            return TryText(ref reader, out name) && TryText(ref reader, out value);
        }

        var isKnown = TryKnown(number, Place(at, reader.At - at), out var known);
        name = known.Name;
        return isKnown && TryText(ref reader, out value);
    }

    bool TryText(ref HpackReader reader, out HpackText text)
    {
        var isRead = reader.TryText(out var bytes, out var at, out var length, out var isHuffman);
        text = isRead ? new(bytes, Place(at, length), isHuffman ? HpackForm.Huffman : HpackForm.Plain) : default;
        return isRead;
    }

    /// <summary>Section 2.3.3: the numbers of the static table come first, then those of what was sent before, newest first.</summary>
    bool TryKnown(int number, BytePlace index, out HpackField field)
    {
        var age = number - HpackStaticTable.Count - 1;
        var isKnown = number > 0 && age < table.Count;
        field = !isKnown ? default
            : age >= 0 ? table[age] with { Sent = index, IsRepeated = true }
            : new(new(HpackStaticTable.Name(number), index, HpackForm.Static), new(HpackStaticTable.Value(number), index, HpackForm.Static), index, false);
        return isKnown;
    }

    BytePlace Place(int at, int length) => SentPieces.Place(pieces, at, length);
}
