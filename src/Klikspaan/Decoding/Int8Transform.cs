using System.Globalization;

namespace Klikspaan.Decoding;

/// <summary>One byte as a signed number.</summary>
public sealed class Int8Transform : INumberTransform
{
    /// <inheritdoc/>
    public string Name => "int8";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure) =>
        INumberTransform.TryDecode(this, source, "1 byte", out decoded, out failure);

    /// <inheritdoc/>
    bool INumberTransform.TryWrite(ReadOnlySpan<byte> source, Span<byte> target, out int written)
    {
        written = 0;
        return source.Length == 1 && ((sbyte)source[0]).TryFormat(target, out written, default, CultureInfo.InvariantCulture);
    }
}
