using System.Buffers;

namespace Klikspaan.Decoding;

/// <summary>Two hexadecimal digits a byte (RFC 4648 section 8), large or small.</summary>
public sealed class HexTransform : ITransform
{
    /// <inheritdoc/>
    public string Name => "hex";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        ArgumentNullException.ThrowIfNull(limits);
        decoded = [];
        failure = default;
        if (source.Length / 2 > limits.LayerBytes)
        {
            failure = new(0, $"at most {limits.LayerBytes} bytes");
            return false;
        }

        var bytes = new byte[source.Length / 2];
        if (Convert.FromHexString(source, bytes, out var consumed, out _) != OperationStatus.Done)
        {
            failure = new(consumed, "two hexadecimal digits");
            return false;
        }

        decoded = bytes;
        return true;
    }
}
