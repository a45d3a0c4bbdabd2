using System.Globalization;
using System.Text;

namespace Klikspaan.Decoding;

/// <summary>A protobuf varint to an unsigned decimal number; how the sender meant its sign is not known.</summary>
public sealed class VarintTransform : ITransform
{
    /// <inheritdoc/>
    public string Name => "varint";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        decoded = [];
        failure = default;
        if (!TryRead(source, out var value, out var length) || length != source.Length)
        {
            failure = new(Math.Min(length, source.Length), "a varint");
            return false;
        }

        decoded = Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture));
        return true;
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
