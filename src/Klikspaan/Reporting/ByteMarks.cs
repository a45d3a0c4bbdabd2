namespace Klikspaan.Reporting;

/// <summary>For each byte of a request the value that it is part of, and whether it must not be shown.</summary>
sealed class ByteMarks
{
    readonly Dictionary<Excerpt, int[]> marks;
    readonly Dictionary<(int Piece, int Offset, int Length), int> packed = [];
    readonly Dictionary<Layer, bool> tokens = new((IEqualityComparer<Layer>)ReferenceEqualityComparer.Instance);
    readonly IReadOnlyList<Excerpt> pieces;

    /// <summary>Marks nothing but tokens, wherever they stand.</summary>
    public ByteMarks(Exchange exchange)
    {
        pieces = exchange.Excerpts;
        marks = pieces.ToDictionary(e => e, e => new int[e.Bytes.Length], (IEqualityComparer<Excerpt>)ReferenceEqualityComparer.Instance);
        foreach (var (piece, bytes) in marks)
        {
            Masking.MarkTokens(piece.Bytes.Span, (at, length) => bytes.AsSpan(at, length).Fill(ByteLine.Masked));
        }
    }

    /// <summary>The marks of a piece.</summary>
    public int[] Of(Excerpt piece) => marks[piece];

    /// <summary>
    /// Marks the bytes that a value came from, and gives their mark. Values out of one layer that was packed share a mark: that of
    /// all bytes that were unpacked. When one of these is a credential, none of the bytes is shown, since a reader could unpack them.
    /// </summary>
    public int Add(DataItem item, int number, bool isSecret)
    {
        var (layer, offset, length) = (item.Layer, item.Offset, item.Length);
        while (layer.Parent is not null)
        {
            (offset, length, layer) = (layer.Offset, layer.Length, layer.Parent);
        }

        if (!marks.TryGetValue(layer.Root, out var bytes) || offset < 0 || offset + length > bytes.Length)
        {
            return 0;
        }

        var mark = number;
        if (item.Layer.Parent is not null && !packed.TryAdd((Index(layer.Root), offset, length), number))
        {
            mark = packed[(Index(layer.Root), offset, length)];
        }

        var shown = isSecret || Masking.HoldsToken(item.Value.Span) || (item.Layer.Parent is not null && IsTokenInside(item.Layer)) ? ByteLine.Masked : mark;
        foreach (ref var one in bytes.AsSpan(offset, length))
        {
            one = one == ByteLine.Masked ? one : shown;
        }

        return mark;
    }

    /// <summary>Whether a token stands anywhere in what was unpacked, also in a name or between values.</summary>
    bool IsTokenInside(Layer layer)
    {
        for (var one = layer; one.Parent is not null; one = one.Parent)
        {
            if (!tokens.TryGetValue(one, out var holds))
            {
                tokens.Add(one, holds = Masking.HoldsToken(one.Bytes.Span));
            }

            if (holds)
            {
                return true;
            }
        }

        return false;
    }

    int Index(Excerpt piece)
    {
        for (var i = 0; i < pieces.Count; i++)
        {
            if (ReferenceEquals(pieces[i], piece))
            {
                return i;
            }
        }

        return -1;
    }
}
