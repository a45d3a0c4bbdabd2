using System.Text;
using System.Text.Unicode;

namespace Klikspaan.Decoding;

/// <summary>UTF-8 text of which each character stands for one byte, as some exporters write binary content.</summary>
public sealed class Latin1Transform : ITransform
{
    /// <inheritdoc/>
    public string Name => "latin1";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        decoded = [];
        failure = default;
        if (!Utf8.IsValid(source))
        {
            failure = new(0, "UTF-8");
            return false;
        }

        var buffer = new byte[source.Length];
        var written = 0;
        for (var i = 0; i < source.Length;)
        {
            Rune.DecodeFromUtf8(source[i..], out var rune, out var consumed);
            if (rune.Value > 0xFF)
            {
                failure = new(i, "a character up to U+00FF");
                return false;
            }

            buffer[written++] = (byte)rune.Value;
            i += consumed;
        }

        decoded = buffer[..written];
        return true;
    }
}
