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
