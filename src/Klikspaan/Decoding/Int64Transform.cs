using System.Buffers.Binary;
using System.Globalization;

namespace Klikspaan.Decoding;

/// <summary>Eight bytes, little endian, as a signed number.</summary>
public sealed class Int64Transform : INumberTransform
{
    /// <inheritdoc/>
    public string Name => "int64";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure) =>
        INumberTransform.TryDecode(this, source, "8 bytes", out decoded, out failure);

    /// <inheritdoc/>
    bool INumberTransform.TryWrite(ReadOnlySpan<byte> source, Span<byte> target, out int written)
    {
        written = 0;
        return source.Length == 8 && BinaryPrimitives.ReadInt64LittleEndian(source).TryFormat(target, out written, default, CultureInfo.InvariantCulture);
    }
}
