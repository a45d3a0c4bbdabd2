using System.IO.Compression;

namespace Klikspaan.Decoding;

/// <summary>Raw deflate (RFC 1951), which some senders call <c>deflate</c>.</summary>
public sealed class DeflateTransform : ITransform
{
    /// <inheritdoc/>
    public string Name => "deflate";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return StreamTransform.TryRun(source, limits, Name, input => new DeflateStream(input, CompressionMode.Decompress), out decoded, out failure);
    }
}
