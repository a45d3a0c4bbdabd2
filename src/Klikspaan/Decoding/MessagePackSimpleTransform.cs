using System.Text.Unicode;

namespace Klikspaan.Decoding;

/// <summary>The nil, true or false of MessagePack as that word.</summary>
public sealed class MessagePackSimpleTransform : INumberTransform
{
    /// <inheritdoc/>
    public string Name => "msgpack-simple";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure) =>
        INumberTransform.TryDecode(this, source, "nil, true or false of MessagePack", out decoded, out failure);

    /// <inheritdoc/>
    bool INumberTransform.TryWrite(ReadOnlySpan<byte> source, Span<byte> target, out int written)
    {
        written = 0;
        return source.Length == 1 && source[0] switch
        {
            0xC0 => Utf8.TryWrite(target, $"nil", out written),
            0xC2 => Utf8.TryWrite(target, $"false", out written),
            0xC3 => Utf8.TryWrite(target, $"true", out written),
            _ => false,
        };
    }
}
