using System.Buffers;
using System.Text.Unicode;

namespace Klikspaan.Decoding;

/// <summary>What bytes look like.</summary>
static class Text
{
    static readonly SearchValues<byte> Controls = SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (byte)i), 127]);
    static readonly SearchValues<byte> ControlsButSpace = SearchValues.Create([.. Enumerable.Range(0, 32).Where(i => i is not (9 or 10 or 13)).Select(i => (byte)i), 127]);
    static readonly SearchValues<byte> Base64 = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_"u8);
    static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>Whether the bytes are UTF-8 without control characters; tabs and line breaks are allowed on request.</summary>
    public static bool IsPrintable(ReadOnlySpan<byte> bytes, bool lineBreaks) =>
        !bytes.ContainsAny(lineBreaks ? ControlsButSpace : Controls) && Utf8.IsValid(bytes);

    /// <summary>
    /// Whether bytes that begin like this can be text of any kind: printable, in UTF-16, or compressed. May say yes where they are none, never
    /// no where they are; digests and keys are told so by their first bytes.
    /// </summary>
    /// <param name="head">The first eight bytes, or more.</param>
    public static bool MayBegin(ReadOnlySpan<byte> head)
    {
        // A BOM or a nought: UTF-16. 1F 8B, 28 B5, x8: compressed. JSON and XML may hold anything further on, and say themselves what is wrong there.
        if (head.Length < 8 || head[0] is 0 or 0x1F or 0x28 or 0xEF or 0xFE or 0xFF or <= (byte)' ' or (byte)'{' or (byte)'[' or (byte)'<' || head[1] == 0 || (head[0] & 0x8F) == 8)
        {
            return true;
        }

        head = head[..8];
        if (head.ContainsAny(ControlsButSpace))
        {
            return false;
        }

        // The last character may be cut.
        var last = head.LastIndexOfAnyExceptInRange((byte)0x80, (byte)0xBF);
        return last >= 0 && (head[last] < 0x80 ? Utf8.IsValid(head) : Utf8.IsValid(head[..last]));
    }

    /// <summary>Whether all bytes are base64 or base64url digits, with padding at most at the end.</summary>
    public static bool IsBase64(ReadOnlySpan<byte> bytes) => AreDigits(bytes, mostPadding: 2);

    /// <summary>Whether all bytes are digits of base64 or of what has fewer, but for some padding at the end.</summary>
    public static bool AreDigits(ReadOnlySpan<byte> bytes, int mostPadding)
    {
        var digits = bytes.TrimEnd((byte)'=');
        return !digits.IsEmpty && bytes.Length - digits.Length <= mostPadding && !digits.ContainsAnyExcept(Base64);
    }

    /// <summary>Whether all bytes are hexadecimal digits.</summary>
    public static bool IsHex(ReadOnlySpan<byte> bytes) => !bytes.IsEmpty && !bytes.ContainsAnyExcept(Hex);
}
