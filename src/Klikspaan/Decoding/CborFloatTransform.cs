using System.Buffers.Binary;
using System.Globalization;

namespace Klikspaan.Decoding;

/// <summary>A floating-point number of CBOR with its head, of 16, 32 or 64 bits.</summary>
public sealed class CborFloatTransform : INumberTransform
{
    /// <inheritdoc/>
    public string Name => "cbor-float";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure) =>
        INumberTransform.TryDecode(this, source, "a floating-point number of CBOR", out decoded, out failure);

    /// <inheritdoc/>
    bool INumberTransform.TryWrite(ReadOnlySpan<byte> source, Span<byte> target, out int written)
    {
        written = 0;
        return (source.Length, source.IsEmpty ? 0 : source[0]) switch
        {
            (3, 0xF9) => BinaryPrimitives.ReadHalfBigEndian(source[1..]).TryFormat(target, out written, default, CultureInfo.InvariantCulture),
            (5, 0xFA) => BinaryPrimitives.ReadSingleBigEndian(source[1..]).TryFormat(target, out written, default, CultureInfo.InvariantCulture),
            (9, 0xFB) => BinaryPrimitives.ReadDoubleBigEndian(source[1..]).TryFormat(target, out written, default, CultureInfo.InvariantCulture),
            _ => false,
        };
    }
}
