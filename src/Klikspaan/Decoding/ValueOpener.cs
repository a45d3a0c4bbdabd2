using System.Buffers;
using Klikspaan.Knowledge;

namespace Klikspaan.Decoding;

/// <summary>Looks at a value: whether it is a layer too, by its characters and then by what comes of it.</summary>
sealed class ValueOpener(Unfolder unfolder, ItemSink sink)
{
    const int ShortestValue = 8, ShortestEncoded = 16, MostPadding = 6;

    // Of what is none of these, and no digits of base64, nothing can be opened.
    static readonly SearchValues<byte> Marks = SearchValues.Create("&%=.<"u8);

    /// <summary>Opens the value if it is a layer.</summary>
    public bool TryOpen(DataItem item)
    {
        var value = item.Value.Span;
        if (value.Length < ShortestValue || sink.IsFull || IsWholeOfSame(item))
        {
            return false;
        }

        if (item.Layer.Depth >= sink.Limits.Depth)
        {
            if (MayNest(value))
            {
                sink.Report(item.Layer, item.Path, item.Offset, "limit", $"at most {sink.Limits.Depth} layers", "one more");
            }

            return false;
        }

        return item.IsOpaque ? unfolder.TryNested(item, item.Step, item.Value, Meaning.Binary) || TryNumbers(item)
            : TryJson(item) || (Text.AreDigits(value, MostPadding) ? TryDigits(item) : (value.ContainsAny(Marks) && TryMarked(item)) || TryCharacters(item));
    }

    /// <summary>The bytes of a field of protobuf in which nothing else was found can be numbers.</summary>
    bool TryNumbers(DataItem item) =>
        item.Step.Length == 0 && item.Layer.Structure == ProtobufStructure.Is && unfolder.TryNested(item, "", item.Value, Meaning.Packed);

    /// <summary>A text or binary layer holds itself as its only value: it was looked into already.</summary>
    static bool IsWholeOfSame(DataItem item) =>
        item.Layer.Structure == "binary" && item.Offset == 0 && item.Length == item.Layer.Bytes.Length;

    static bool MayNest(ReadOnlySpan<byte> value) =>
        JsonStructure.Starts(value) || Compression.Sniff(value, "") is not null || (value.Length >= Unfolder.OpaqueFrom && Text.IsBase64(value));

    bool TryJson(DataItem item)
    {
        var value = item.Value.Span;
        return JsonStructure.Starts(value) && value.TrimEnd(" \t\r\n"u8)[^1] is (byte)'}' or (byte)']'
            && unfolder.TryNested(item, item.Step, item.Value, Meaning.Json);
    }

    /// <summary>Text that something was written into: a form, entities, percent signs, a token of parts, XML.</summary>
    bool TryMarked(DataItem item)
    {
        var value = item.Value.Span;
        var hasEquals = value.Contains((byte)'=');
        var hasAmpersand = value.Contains((byte)'&');
        return (value[0] == '<' && unfolder.TryNested(item, item.Step, item.Value, Meaning.Xml))
            || (value[0] == '?' && hasEquals && unfolder.TryNested(item, Layer.Join(item.Step, $"[1+{value.Length - 1}]"), item.Value[1..], Meaning.Form, item.At))
            || (hasAmpersand && hasEquals && !value.Contains((byte)'/') && unfolder.TryNested(item, item.Step, item.Value, Meaning.Form))
            || (hasAmpersand && HtmlTransform.Looks(value) && TryText(item, "html"))
            || (PercentTransform.IsComponent(value) && TryText(item, "percent"))
            || (hasEquals && QuotedPrintableTransform.Looks(value) && TryText(item, "quoted-printable"))
            || TryToken(item);
    }

    bool TryText(DataItem item, string step) =>
        Transforms.Find(step)!.TryDecode(item.Value.Span, sink.Limits, out var bytes, out _)
        && unfolder.TryNested(item, Layer.Join(item.Step, step), bytes, Meaning.Textual);

    /// <summary>A JSON Web Token stays a value: it is a credential, whatever it says. What it says comes below it.</summary>
    bool TryToken(DataItem item)
    {
        var value = item.Value.Span;
        if (!JsonWebToken.TryFind(value, out var header, out var payload))
        {
            return false;
        }

        return TryPart(item, header, "header") & TryPart(item, payload, "payload");
    }

    bool TryPart(DataItem item, Range part, string name)
    {
        var (offset, length) = part.GetOffsetAndLength(item.Value.Length);
        return Transforms.Find("base64url")!.TryDecode(item.Value.Span[part], sink.Limits, out var bytes, out _)
            && unfolder.TryNested(item, Layer.Join(item.Step, $"[{offset}+{length}]|base64url"), bytes, Meaning.Json, item.At.Member(name));
    }

    /// <summary>Bytes that were written as characters: compressed ones, each as the character of its number, or packed into characters of fifteen bits.</summary>
    bool TryCharacters(DataItem item)
    {
        var value = item.Value.Span;
        return ((value.StartsWith("\u001F\u008B"u8) || value.StartsWith("x\u009C"u8)) && TryBytes(item))
            || (LzStringUtf16Transform.Looks(value) && TryText(item, "lz-string-utf16"));
    }

    bool TryBytes(DataItem item) =>
        Transforms.Find("latin1")!.TryDecode(item.Value.Span, sink.Limits, out var bytes, out _)
        && unfolder.TryNested(item, Layer.Join(item.Step, "latin1"), bytes, Meaning.Binary);

    /// <summary>
    /// Digits of base64 and its kin. Most are those of digests and numbers, which come out as bytes of no meaning: protobuf, which makes
    /// something of many, is tried on base64 only.
    /// </summary>
    bool TryDigits(DataItem item)
    {
        // The dashes of a GUID are digits of base64url: it would be decoded in vain.
        var value = item.Value.Span;
        if (value.Length < ShortestEncoded || ValueShapes.IsGuid(value))
        {
            return false;
        }

        if (Text.IsHex(value))
        {
            return Digits.MayBeHex(value) && Digits.MayBeTextInHex(value) && TryText(item, "hex");
        }

        return TryBase64(item) || (Digits.MayBeBase32(value) && TryText(item, "base32"))
            || (Digits.MayBeBase58(value) && TryText(item, "base58")) || TryPacked(item);
    }

    /// <summary>What a packer of text for addresses and storage made (lz-string); it ends with a mark, so that few other digits are taken for it.</summary>
    bool TryPacked(DataItem item)
    {
        var step = LzStringTransform.StepOf(item.Value.Span);
        return step.Length > 0 && TryText(item, step);
    }

    bool TryBase64(DataItem item)
    {
        var value = item.Value.Span;
        var isUrl = value.IndexOfAny((byte)'-', (byte)'_') >= 0;
        if (value.Length / 4 * 3L > sink.Limits.LayerBytes || (isUrl && value.IndexOfAny((byte)'+', (byte)'/') >= 0))
        {
            return false;
        }

        var size = Base64Transform.RoomFor(value.Length);
        var bytes = sink.Room.Bytes;
        var mark = bytes?.Mark ?? 0;
        if (bytes is null || !bytes.TryTake(size, out var room))
        {
            room = new byte[size];
        }

        if (Base64Transform.TryDecode(value, isUrl, room.Span, out var written)
            && unfolder.TryNested(item, Layer.Join(item.Step, isUrl ? "base64url" : "base64"), room[..written], Meaning.Any))
        {
            return true;
        }

        bytes?.BackTo(mark);
        return false;
    }
}
