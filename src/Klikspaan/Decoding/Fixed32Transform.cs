using System.Buffers.Binary;
using System.Globalization;

namespace Klikspaan.Decoding;

/// <summary>Four bytes, little endian, as an unsigned number.</summary>
public sealed class Fixed32Transform : INumberTransform
{
    /// <inheritdoc/>
    public string Name => "fixed32";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        Span<byte> text = stackalloc byte[INumberTransform.Longest];
        var fits = ((INumberTransform)this).TryWrite(source, text, out var written);
        failure = fits ? default : new(source.Length, "4 bytes");
        decoded = text[..written].ToArray();
        return fits;
    }

    /// <inheritdoc/>
    bool INumberTransform.TryWrite(ReadOnlySpan<byte> source, Span<byte> target, out int written)
    {
        written = 0;
        return source.Length == 4 && BinaryPrimitives.ReadUInt32LittleEndian(source).TryFormat(target, out written, default, CultureInfo.InvariantCulture);
    }
}
