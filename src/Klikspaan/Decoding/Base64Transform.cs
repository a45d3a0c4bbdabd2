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

        var buffer = new byte[RoomFor(source.Length)];
        if (!TryDecode(source, isUrl: false, buffer, out var written))
        {
            failure = Why(source);
            return false;
        }

        decoded = written == buffer.Length ? buffer : buffer[..written];
        return true;
    }

    /// <summary>How much room decoding a text of this length takes.</summary>
    internal static int RoomFor(int length) => length + 3;

    /// <summary>Decodes in room that is large enough for the text with its padding.</summary>
    internal static bool TryDecode(ReadOnlySpan<byte> source, bool isUrl, Span<byte> room, out int written)
    {
        var text = Unpadded(source);
        var digits = Digits(text);
        written = 0;
        if (digits % 4 == 1)
        {
            return false;
        }

        var padded = room[..(text.Length + (-digits & 3))];
        text.CopyTo(padded);
        padded[text.Length..].Fill((byte)'=');
        if (isUrl)
        {
            padded.Replace((byte)'-', (byte)'+');
            padded.Replace((byte)'_', (byte)'/');
        }

        return Base64.DecodeFromUtf8InPlace(padded, out written) == OperationStatus.Done;
    }

    static Failure Why(ReadOnlySpan<byte> source)
    {
        var text = Unpadded(source);
        if (Digits(text) % 4 == 1)
        {
            return new(text.Length, "another base64 digit");
        }

        Base64.DecodeFromUtf8(text, new byte[text.Length], out var consumed, out _);
        return new(consumed, "base64");
    }

    static ReadOnlySpan<byte> Unpadded(ReadOnlySpan<byte> source) => source.TrimEnd("= \t\r\n"u8);

    static int Digits(ReadOnlySpan<byte> text) =>
        text.Length - text.Count((byte)' ') - text.Count((byte)'\t') - text.Count((byte)'\r') - text.Count((byte)'\n');
}
