using System.IO.Compression;

namespace Klikspaan.Decoding;

/// <summary>Gzip (RFC 1952).</summary>
public sealed class GzipTransform : ITransform
{
    /// <inheritdoc/>
    public string Name => "gzip";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return StreamTransform.TryRun(source, limits, Name, input => new GZipStream(input, CompressionMode.Decompress), out decoded, out failure);
    }
}
