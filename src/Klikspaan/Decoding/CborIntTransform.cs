using System.Globalization;

namespace Klikspaan.Decoding;

/// <summary>A whole number of CBOR with its head, positive or negative, as a decimal number.</summary>
public sealed class CborIntTransform : INumberTransform
{
    /// <inheritdoc/>
    public string Name => "cbor-int";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure) =>
        INumberTransform.TryDecode(this, source, "a whole number of CBOR", out decoded, out failure);

    /// <inheritdoc/>
    bool INumberTransform.TryWrite(ReadOnlySpan<byte> source, Span<byte> target, out int written)
    {
        written = 0;
        return CborHeads.TryArgument(source, out var argument, out var size) && size == source.Length && (source[0] >> 5) switch
        {
            0 => argument.TryFormat(target, out written, default, CultureInfo.InvariantCulture),
            1 => (-1 - (Int128)argument).TryFormat(target, out written, default, CultureInfo.InvariantCulture),
            _ => false,
        };
    }
}
