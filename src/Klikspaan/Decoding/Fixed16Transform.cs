using System.Buffers.Binary;
using System.Globalization;

namespace Klikspaan.Decoding;

/// <summary>Two bytes, little endian, as an unsigned number.</summary>
public sealed class Fixed16Transform : INumberTransform
{
    /// <inheritdoc/>
    public string Name => "fixed16";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure) =>
        INumberTransform.TryDecode(this, source, "2 bytes", out decoded, out failure);

    /// <inheritdoc/>
    bool INumberTransform.TryWrite(ReadOnlySpan<byte> source, Span<byte> target, out int written)
    {
        written = 0;
        return source.Length == 2 && BinaryPrimitives.ReadUInt16LittleEndian(source).TryFormat(target, out written, default, CultureInfo.InvariantCulture);
    }
}
