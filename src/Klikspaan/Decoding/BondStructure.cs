namespace Klikspaan.Decoding;

/// <summary>
/// Bond. Compact Binary does not mark itself, so this is a stated guess: all bytes must be structs as a writer
/// of Bond writes them, one or more after another, none of them empty, the fields of each in ascending order, and at least
/// one string of three bytes or more without control characters must come out. Behind the mark that Bond puts before
/// a marshalled struct no string is needed, and Fast Binary is read too; Simple Binary only with its schema.
/// </summary>
/// <remarks>Fields go by their identifiers, those of a base below <c>base</c>; lists by position, maps by position and <c>key</c> or <c>value</c>.</remarks>
sealed class BondStructure(BondSchema? schema = null) : IStructure
{
    /// <inheritdoc/>
    public string Name => "bond";

    /// <inheritdoc/>
    public bool TryRead(Layer layer, ItemPath root, ItemSink sink) => BondMark.Of(layer.Bytes.Span) is { } encoding
        ? TryRecords(layer, BondMark.Length, encoding, root, sink)
        : TryRecords(layer, 0, BondEncoding.Compact2, root, sink) || TryRecords(layer, 0, BondEncoding.Compact, root, sink);

    bool TryRecords(Layer layer, int from, BondEncoding encoding, ItemPath root, ItemSink sink)
    {
        var isTagged = encoding is not (BondEncoding.Simple or BondEncoding.Simple2);
        if (!isTagged && schema is null)
        {
            return false;
        }

        var message = new BondMessage(layer, from, layer.Bytes.Length - from, encoding, isTagged ? null : schema!.Root);
        var bases = new Dictionary<int, int>();
        var look = new BondWalk(message, sink.Limits, schema, bases, null);
        var records = 0;
        for (; look.Left > 0; records++)
        {
            var before = look.Values;
            if (!look.TryMessage(null, 0) || look.Values == before + 1 || (from > 0 && look.Left > 0))
            {
                return false;
            }
        }

        return records > 0 && (from > 0 || look.HasText) && TryAdd(new(message, sink.Limits, schema, bases, sink), records, root, sink);
    }

    static bool TryAdd(BondWalk walk, int records, ItemPath root, ItemSink sink)
    {
        var mark = sink.Items.Count;
        for (var i = 0; i < records; i++)
        {
            if (!walk.TryMessage(records > 1 ? root.Element(i) : root, 0))
            {
                sink.Items.RemoveRange(mark, sink.Items.Count - mark);
                return false;
            }
        }

        return sink.Items.Count > mark;
    }
}
