using System.IO.Compression;

namespace Klikspaan.Decoding;

/// <summary>Zlib (RFC 1950), which HTTP calls <c>deflate</c>.</summary>
public sealed class ZlibTransform : ITransform
{
    /// <inheritdoc/>
    public string Name => "zlib";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return StreamTransform.TryRun(source, limits, Name, input => new ZLibStream(input, CompressionMode.Decompress), out decoded, out failure);
    }
}
