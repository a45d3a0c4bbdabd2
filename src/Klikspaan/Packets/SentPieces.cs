namespace Klikspaan.Packets;

/// <summary>Finds where bytes were sent among the pieces that they came in.</summary>
static class SentPieces
{
    /// <summary>The place of some bytes of what the pieces make; the first piece begins at 0.</summary>
    public static BytePlace Place(ReadOnlySpan<SentPiece> pieces, int at, int length)
    {
        var (first, last) = (pieces[Find(pieces, at)], pieces[Find(pieces, at + Math.Max(length, 1) - 1)]);
        var offset = first.Offset + at - first.At;
        return first == last ? new(offset, length) : new(offset, (int)Math.Clamp(last.Offset + at + length - last.At - offset, 0, int.MaxValue), false);
    }

    /// <summary>The last piece that begins at or before a byte: there may be many.</summary>
    static int Find(ReadOnlySpan<SentPiece> pieces, int at)
    {
        var (low, high) = (0, pieces.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = pieces[middle].At <= at ? (middle, high) : (low, middle - 1);
        }

        return low;
    }
}
