using System.Globalization;

namespace Klikspaan.Decoding;

/// <summary>A varint whose lowest bit is the sign, to a signed decimal number.</summary>
public sealed class ZigzagTransform : INumberTransform
{
    /// <inheritdoc/>
    public string Name => "zigzag";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure) =>
        INumberTransform.TryDecode(this, source, "a varint", out decoded, out failure);

    /// <inheritdoc/>
    bool INumberTransform.TryWrite(ReadOnlySpan<byte> source, Span<byte> target, out int written)
    {
        written = 0;
        return VarintTransform.TryRead(source, out var value, out var length) && length == source.Length
            && ((long)(value >> 1) ^ -(long)(value & 1)).TryFormat(target, out written, default, CultureInfo.InvariantCulture);
    }
}
