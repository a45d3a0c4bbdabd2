using System.Buffers.Binary;
using System.Globalization;

namespace Klikspaan.Decoding;

/// <summary>A floating-point number of MessagePack with its head, of 32 or 64 bits.</summary>
public sealed class MessagePackFloatTransform : INumberTransform
{
    /// <inheritdoc/>
    public string Name => "msgpack-float";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure) =>
        INumberTransform.TryDecode(this, source, "a floating-point number of MessagePack", out decoded, out failure);

    /// <inheritdoc/>
    bool INumberTransform.TryWrite(ReadOnlySpan<byte> source, Span<byte> target, out int written)
    {
        written = 0;
        return (source.Length, source.IsEmpty ? 0 : source[0]) switch
        {
            (5, 0xCA) => BinaryPrimitives.ReadSingleBigEndian(source[1..]).TryFormat(target, out written, default, CultureInfo.InvariantCulture),
            (9, 0xCB) => BinaryPrimitives.ReadDoubleBigEndian(source[1..]).TryFormat(target, out written, default, CultureInfo.InvariantCulture),
            _ => false,
        };
    }
}
