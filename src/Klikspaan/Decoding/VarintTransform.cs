using System.Globalization;

namespace Klikspaan.Decoding;

/// <summary>A protobuf varint to an unsigned decimal number; how the sender meant its sign is not known.</summary>
public sealed class VarintTransform : INumberTransform
{
    /// <inheritdoc/>
    public string Name => "varint";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        Span<byte> text = stackalloc byte[INumberTransform.Longest];
        var isVarint = ((INumberTransform)this).TryWrite(source, text, out var written);
        failure = default;
        if (!isVarint)
        {
            _ = TryRead(source, out _, out var length);
            failure = new(Math.Min(length, source.Length), "a varint");
        }

        decoded = text[..written].ToArray();
        return isVarint;
    }

    /// <inheritdoc/>
    bool INumberTransform.TryWrite(ReadOnlySpan<byte> source, Span<byte> target, out int written)
    {
        written = 0;
        return TryRead(source, out var value, out var length) && length == source.Length && value.TryFormat(target, out written, default, CultureInfo.InvariantCulture);
    }

    internal static bool TryRead(ReadOnlySpan<byte> source, out ulong value, out int length)
    {
        value = 0;
        for (length = 0; length < source.Length && length < 10;)
        {
            var current = source[length];
            value |= (ulong)(current & 0x7F) << (7 * length);
            length++;
            if (current < 0x80)
            {
                return length < 10 || current <= 1;
            }
        }

        return false;
    }
}
