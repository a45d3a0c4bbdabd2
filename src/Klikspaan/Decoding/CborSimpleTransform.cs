using System.Text.Unicode;

namespace Klikspaan.Decoding;

/// <summary>A simple value of CBOR as its name, or without a name as in diagnostic notation (RFC 8949 section 8).</summary>
public sealed class CborSimpleTransform : INumberTransform
{
    /// <inheritdoc/>
    public string Name => "cbor-simple";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure) =>
        INumberTransform.TryDecode(this, source, "a simple value of CBOR", out decoded, out failure);

    /// <inheritdoc/>
    bool INumberTransform.TryWrite(ReadOnlySpan<byte> source, Span<byte> target, out int written)
    {
        written = 0;
        if (!CborHeads.TryHead(source, out var head) || head.Step != Name || head.Size != source.Length)
        {
            return false;
        }

        return (source[0], source[^1]) switch
        {
            (0xF4, _) => Utf8.TryWrite(target, $"false", out written),
            (0xF5, _) => Utf8.TryWrite(target, $"true", out written),
            (0xF6, _) => Utf8.TryWrite(target, $"null", out written),
            (0xF7, _) => Utf8.TryWrite(target, $"undefined", out written),
            (0xF8, var number) => Utf8.TryWrite(target, $"simple({number})", out written),
            (var number, _) => Utf8.TryWrite(target, $"simple({number & 0x1F})", out written),
        };
    }
}
