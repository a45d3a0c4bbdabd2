using System.Buffers;
using System.Buffers.Text;

namespace Klikspaan.Importing;

/// <summary>What an element of a Burp export stands for, and how to find a piece of that in the file again.</summary>
/// <param name="Bytes">What it stands for; of an element that is too large its beginning.</param>
/// <param name="Offset">Where its bytes begin in the file.</param>
/// <param name="Length">How many bytes of the file.</param>
/// <param name="Steps">The steps from those to these.</param>
sealed record BurpText(ReadOnlyMemory<byte> Bytes, long Offset, long Length, string Steps)
{
    static ReadOnlySpan<byte> CDataStart => "<![CDATA["u8;

    static ReadOnlySpan<byte> CDataEnd => "]]>"u8;

    /// <summary>Opens an element; null when it is no text of XML, or not the base64 that it says it is.</summary>
    public static BurpText? Open(BurpField field)
    {
        var text = Text(field);
        return text is not null && field.IsBase64 ? Decode(text, field.IsTooLarge) : text;
    }

    /// <summary>Where a piece of it stands in the file, and the steps that lead from there.</summary>
    public (long Offset, long Length, string Steps) Place(int at, int length) =>
        Steps.Length == 0 ? (Offset + at, length, "") : (Offset, Length, $"{Steps}|[{at}+{length}]");

    /// <summary>
    /// The bytes themselves where they stand as they are, alone or in one CDATA section: there line ends are not changed as a reader of
    /// XML would, since they are those that were sent.
    /// </summary>
    static BurpText? Text(BurpField field)
    {
        var raw = field.Bytes;
        var end = raw.Span.IndexOf(CDataEnd);
        if (raw.Span.StartsWith(CDataStart) && (end == raw.Length - CDataEnd.Length || (end < 0 && field.IsTooLarge)))
        {
            var inside = raw[CDataStart.Length..(end < 0 ? raw.Length : end)];
            return new(inside, field.Offset + CDataStart.Length, inside.Length, "");
        }

        if (raw.Span.IndexOfAny((byte)'<', (byte)'&') < 0)
        {
            return new(raw, field.Offset, raw.Length, "");
        }

        return !field.IsTooLarge && XmlText.TryDecode(raw.Span, isAttribute: false, out var decoded, out _) ? new(decoded, field.Offset, field.Length, "xml-text") : null;
    }

    static BurpText? Decode(BurpText text, bool isBeginning)
    {
        var digits = isBeginning ? text.Bytes[..Fours(text.Bytes.Span)] : text.Bytes;
        var decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(digits.Length)];
        return Base64.DecodeFromUtf8(digits.Span, decoded, out _, out var written) == OperationStatus.Done
            ? new(decoded.AsMemory(0, written), text.Offset, isBeginning ? digits.Length : text.Length, Layer.Join(text.Steps, "base64"))
            : null;
    }

    /// <summary>How many bytes hold a whole number of groups of four digits.</summary>
    static int Fours(ReadOnlySpan<byte> text)
    {
        var (digits, end) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            digits += text[i] > ' ' ? 1 : 0;
            end = digits % 4 == 0 ? i + 1 : end;
        }

        return end;
    }
}
