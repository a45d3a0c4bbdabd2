using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Klikspaan.Classifying;

/// <summary>Which of 64 bytes that are looked at together are digits; a bit for each byte, that of the first byte lowest.</summary>
/// <param name="Hex">The hexadecimal digits.</param>
/// <param name="Base64">The digits of base64 and base64url; each hexadecimal digit is one.</param>
readonly record struct DigitWindow(ulong Hex, ulong Base64)
{
    /// <summary>How many bytes are looked at together.</summary>
    public const int Bytes = 64;

    /// <summary>Looks at the bytes of a window.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static DigitWindow Of(ReadOnlySpan<byte> window)
    {
        var (hex, base64) = Half(Vector256.Create(window[..32]));
        var (hexBehind, base64Behind) = Half(Vector256.Create(window.Slice(32, 32)));
        return new(hex | ((ulong)hexBehind << 32), base64 | ((ulong)base64Behind << 32));
    }

    /// <summary>A bit for each byte of a window that is a digit of base64 and can also join two words.</summary>
    public static ulong Joins(ReadOnlySpan<byte> window) => HalfOfJoins(Vector256.Create(window[..32])) | ((ulong)HalfOfJoins(Vector256.Create(window.Slice(32, 32))) << 32);

    /// <summary>Of such bits those from a place on, which can be before the window or behind it.</summary>
    public static ulong From(ulong bits, int at) => at <= 0 ? bits : at >= Bytes ? 0 : bits & (ulong.MaxValue << at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static (uint Hex, uint Base64) Half(Vector256<byte> bytes)
    {
        var lower = bytes | Vector256.Create((byte)0x20);
        var isNumber = IsFrom(bytes, (byte)'0', 10);
        var isLetter = IsFrom(lower, (byte)'a', 26);
        var isHexLetter = IsFrom(lower, (byte)'a', 6);

        // '-' is two more than '+', '/' four, and '1', which is a digit anyway, six; '_' stands alone.
        var isOther = Vector256.Equals((bytes - Vector256.Create((byte)'+')) & Vector256.Create((byte)0xF9), Vector256<byte>.Zero) | Vector256.Equals(bytes, Vector256.Create((byte)'_'));
        return ((isNumber | isHexLetter).ExtractMostSignificantBits(), (isNumber | isLetter | isOther).ExtractMostSignificantBits());
    }

    /// <summary>Which bytes are one of so many from the first on; compared with their signs, as processors do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<byte> IsFrom(Vector256<byte> bytes, byte first, byte count) =>
        Vector256.LessThan((bytes - Vector256.Create((byte)(first + 0x80))).AsSByte(), Vector256.Create((sbyte)(count - 0x80))).AsByte();

    static uint HalfOfJoins(Vector256<byte> bytes) =>
        (Vector256.Equals((bytes - Vector256.Create((byte)'+')) & Vector256.Create((byte)0xFD), Vector256<byte>.Zero)
        | Vector256.Equals(bytes, Vector256.Create((byte)'/')) | Vector256.Equals(bytes, Vector256.Create((byte)'_'))).ExtractMostSignificantBits();
}
