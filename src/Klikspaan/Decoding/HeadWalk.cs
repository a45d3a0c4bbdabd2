using System.Text;
using System.Text.Unicode;

namespace Klikspaan.Decoding;

/// <summary>
/// Reads values that begin with a <see cref="Head"/>. Where the format does not mark itself this is a stated guess: the bytes must be one or
/// more maps or arrays and nothing else, keys must be text or whole numbers, all text must be printable, and one text must have three characters.
/// Bytes are gone through once to see this, before anything is made of them.
/// </summary>
/// <param name="layer">The layer.</param>
/// <param name="sink">Where the values go.</param>
/// <param name="isTrial">Whether nothing is made of the bytes yet.</param>
/// <param name="isMarked">Whether the format marked itself.</param>
ref struct HeadWalk<TFormat>(Layer layer, ItemSink sink, bool isTrial, bool isMarked)
    where TFormat : IHeadFormat
{
    const int LeastCharacters = 3;
    readonly ReadOnlySpan<byte> bytes = layer.Bytes.Span;
    ItemPath? stopped;
    string expected = "";
    bool hasText;
    int at;

    /// <summary>Reads all of a layer, as <see cref="IStructure.TryRead"/> does.</summary>
    public static bool TryRead(Layer layer, ItemPath root, ItemSink sink)
    {
        var isMarked = !TFormat.Mark.IsEmpty && layer.Bytes.Span.StartsWith(TFormat.Mark);
        var documents = new HeadWalk<TFormat>(layer, sink, isTrial: true, isMarked).Documents(root);
        var mark = sink.Items.Count;
        if (documents == 0 || !new HeadWalk<TFormat>(layer, sink, isTrial: false, isMarked).TryAll(root, documents > 1, mark))
        {
            sink.Items.RemoveRange(mark, sink.Items.Count - mark);
            return false;
        }

        layer.Structure = documents > 1 ? $"{TFormat.Name}-sequence" : layer.Structure;
        return true;
    }

    /// <summary>How many values follow each other, with the one that breaks off; none when the bytes are not of this format.</summary>
    int Documents(ItemPath root)
    {
        var count = 0;
        for (; at < bytes.Length; count++)
        {
            if (!isMarked && !IsContainer())
            {
                return 0;
            }

            if (!TryValue(root, 0))
            {
                return isMarked ? count + 1 : 0;
            }
        }

        return isMarked || hasText ? count : 0;
    }

    readonly bool IsContainer()
    {
        var next = at;
        return TryHead(ref next, out var head) && head.Kind is HeadKind.Array or HeadKind.Map;
    }

    /// <summary>Reads to the end or to where it breaks off; false when not a single value came out.</summary>
    bool TryAll(ItemPath root, bool isSequence, int mark)
    {
        for (var number = 0; at < bytes.Length && TryValue(isSequence ? root.Element(number) : root, 0);)
        {
            number++;
        }

        var isLimit = expected.StartsWith("at most", StringComparison.Ordinal);
        if (sink.Items.Count == mark && !isLimit)
        {
            return false;
        }

        if (expected.Length > 0)
        {
            var rest = bytes.Length - at;
            if (rest > 0)
            {
                sink.Add(layer, root, at, rest, opaque: true);
            }

            sink.Report(
                layer, (stopped ?? root).Exact, at, isLimit ? "limit" : TFormat.Name, expected,
                rest == 0 ? "the end" : isLimit ? $"{rest} bytes that were not read" : $"{rest} bytes that are not");
        }

        return true;
    }

    bool TryValue(ItemPath path, int level)
    {
        if (!isTrial && sink.IsFull)
        {
            return Stop(path, sink.Allowed);
        }

        var next = at;
        if (!TryHead(ref next, out var head))
        {
            return Stop(path, TFormat.Name);
        }

        switch (head.Kind)
        {
            case HeadKind.Integer or HeadKind.Scalar:
                Add(path, next, head.Size, head.Step, isOpaque: false, head.IsNull);
                return true;
            case HeadKind.Text or HeadKind.Bytes when head.IsIndefinite:
                at = next + head.Size;
                return TryChunks(path, head.Kind);
            case HeadKind.Text or HeadKind.Bytes:
                return TryString(path, next, head);
            case HeadKind.Array or HeadKind.Map when level == sink.Limits.Nesting:
                return Stop(path, $"at most {sink.Limits.Nesting} levels");
            case HeadKind.Array or HeadKind.Map:
                at = next + head.Size;
                return TryElements(path, head, level + 1);
            default:
                return Stop(path, TFormat.Name);
        }
    }

    bool TryElements(ItemPath path, Head head, int level)
    {
        if (!isTrial)
        {
            sink.Count(path);
        }

        for (var number = 0; head.IsIndefinite ? !TryEnd() : (ulong)number < head.Count; number++)
        {
            var place = isTrial || head.Kind == HeadKind.Map ? path : path.Element(number);
            if ((head.Kind == HeadKind.Map && !TryKey(path, out place)) || !TryValue(place, level))
            {
                return false;
            }
        }

        return true;
    }

    bool TryKey(ItemPath path, out ItemPath place)
    {
        place = path;
        var next = at;
        if (!TryHead(ref next, out var head) || head.Kind is not (HeadKind.Integer or HeadKind.Text) || head.IsIndefinite)
        {
            return Stop(path, TFormat.Name);
        }

        if (head.Kind == HeadKind.Text)
        {
            if (!TryCut(next, head, out var text))
            {
                return Stop(path, TFormat.Name);
            }

            place = isTrial ? path : path.Member(text);
            at = next + head.Size + text.Length;
            return true;
        }

        if (!isTrial)
        {
            Span<byte> digits = stackalloc byte[INumberTransform.Longest];
            ((INumberTransform)Transforms.Find(head.Step)!).TryWrite(bytes.Slice(next, head.Size), digits, out var length);
            place = path.Member(digits[..length]);
        }

        at = next + head.Size;
        return true;
    }

    /// <summary>A text or bytes in pieces, each an element.</summary>
    bool TryChunks(ItemPath path, HeadKind kind)
    {
        for (var number = 0; !TryEnd(); number++)
        {
            var place = isTrial ? path : path.Element(number);
            if (!isTrial && sink.IsFull)
            {
                return Stop(place, sink.Allowed);
            }

            if (!TFormat.TryHead(bytes[at..], out var head) || head.Kind != kind || head.IsIndefinite)
            {
                return Stop(place, TFormat.Name);
            }

            if (!TryString(place, at, head))
            {
                return false;
            }
        }

        return true;
    }

    bool TryString(ItemPath path, int start, Head head)
    {
        if (!TryCut(start, head, out var text))
        {
            return Stop(path, TFormat.Name);
        }

        Add(path, start + head.Size, text.Length, "", head.Kind == HeadKind.Bytes && !Text.IsPrintable(text, lineBreaks: true));
        return true;
    }

    /// <summary>The text or bytes behind a head; false when they are not all there, or are no text.</summary>
    bool TryCut(int start, Head head, out ReadOnlySpan<byte> cut)
    {
        cut = default;
        if (head.Count > (ulong)(bytes.Length - start - head.Size))
        {
            return false;
        }

        cut = bytes.Slice(start + head.Size, (int)head.Count);
        if (head.Kind == HeadKind.Bytes)
        {
            return true;
        }

        hasText = hasText || (cut.Length >= LeastCharacters && Text.IsPrintable(cut, lineBreaks: true) && Encoding.UTF8.GetCharCount(cut) >= LeastCharacters);
        return isMarked ? Utf8.IsValid(cut) : Text.IsPrintable(cut, lineBreaks: true);
    }

    /// <summary>Reads a head behind its tags.</summary>
    readonly bool TryHead(ref int next, out Head head)
    {
        while (TFormat.TryHead(bytes[next..], out head))
        {
            if (head.Kind != HeadKind.Tag)
            {
                return true;
            }

            next += head.Size;
        }

        return false;
    }

    bool TryEnd()
    {
        if (!TFormat.TryHead(bytes[at..], out var head) || head.Kind != HeadKind.End)
        {
            return false;
        }

        at += head.Size;
        return true;
    }

    void Add(ItemPath path, int start, int length, string step, bool isOpaque, bool isNull = false)
    {
        if (!isTrial)
        {
            sink.Add(layer, path, start, length, step, isOpaque, isNull);
        }

        at = start + length;
    }

    bool Stop(ItemPath path, string wanted)
    {
        (stopped, expected) = (path, wanted);
        return false;
    }
}
