using System.Buffers;
using System.Buffers.Text;

namespace Klikspaan.Decoding;

/// <summary>Base64 (RFC 4648 section 4), padding optional, in lines or not.</summary>
public sealed class Base64Transform : ITransform
{
    /// <inheritdoc/>
    public string Name => "base64";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        ArgumentNullException.ThrowIfNull(limits);
        decoded = [];
        failure = default;
        if (source.Length / 4 * 3L > limits.LayerBytes)
        {
            failure = new(0, $"at most {limits.LayerBytes} bytes");
            return false;
        }

        var text = source.TrimEnd("= \t\r\n"u8);
        var digits = text.Length - text.Count((byte)' ') - text.Count((byte)'\t') - text.Count((byte)'\r') - text.Count((byte)'\n');
        var padded = new byte[text.Length + (-digits & 3)];
        text.CopyTo(padded);
        padded.AsSpan(text.Length).Fill((byte)'=');
        if (digits % 4 == 1)
        {
            failure = new(text.Length, "another base64 digit");
            return false;
        }

        var buffer = new byte[(digits + 3) / 4 * 3];
        if (Base64.DecodeFromUtf8(padded, buffer, out var consumed, out var written) != OperationStatus.Done)
        {
            failure = new(Math.Min(consumed, source.Length), "base64");
            return false;
        }

        decoded = written == buffer.Length ? buffer : buffer[..written];
        return true;
    }
}
