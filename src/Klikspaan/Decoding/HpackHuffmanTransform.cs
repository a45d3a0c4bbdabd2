using Klikspaan.Packets;

namespace Klikspaan.Decoding;

/// <summary>The Huffman code in which HTTP/2 and HTTP/3 send header fields (RFC 7541 section 5.2).</summary>
public sealed class HpackHuffmanTransform : ITransform
{
    /// <inheritdoc/>
    public string Name => HuffmanText.Step;

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        var isText = HuffmanText.TryDecode(source, out decoded);
        failure = isText ? default : new(0, "text in the Huffman code");
        return isText;
    }
}
