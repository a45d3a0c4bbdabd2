using System.Globalization;

namespace Klikspaan.Decoding;

/// <summary>A whole number of MessagePack with its head, positive or negative, as a decimal number.</summary>
public sealed class MessagePackIntTransform : INumberTransform
{
    /// <inheritdoc/>
    public string Name => "msgpack-int";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure) =>
        INumberTransform.TryDecode(this, source, "a whole number of MessagePack", out decoded, out failure);

    /// <inheritdoc/>
    bool INumberTransform.TryWrite(ReadOnlySpan<byte> source, Span<byte> target, out int written)
    {
        written = 0;
        if (!MessagePackHeads.TryHead(source, out var head) || head.Kind != HeadKind.Integer || head.Size != source.Length)
        {
            return false;
        }

        if (source.Length == 1)
        {
            return ((sbyte)source[0]).TryFormat(target, out written, default, CultureInfo.InvariantCulture);
        }

        var number = MessagePackHeads.Number(source[1..]);
        return source[0] switch
        {
            0xD0 => ((sbyte)number).TryFormat(target, out written, default, CultureInfo.InvariantCulture),
            0xD1 => ((short)number).TryFormat(target, out written, default, CultureInfo.InvariantCulture),
            0xD2 => ((int)number).TryFormat(target, out written, default, CultureInfo.InvariantCulture),
            0xD3 => ((long)number).TryFormat(target, out written, default, CultureInfo.InvariantCulture),
            _ => number.TryFormat(target, out written, default, CultureInfo.InvariantCulture),
        };
    }
}
