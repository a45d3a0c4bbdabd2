using System.IO.Compression;

namespace Klikspaan.Decoding;

/// <summary>Gzip (RFC 1952).</summary>
public sealed class GzipTransform : ITransform
{
    static readonly byte[] Mark = [0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xFF, 0x01, 0x01, 0x00, 0xFE, 0xFF, 0x2E, 0x42, 0xE2, 0xD4, 0x0E, 0x01, 0x00, 0x00, 0x00];

    /// <inheritdoc/>
    public string Name => "gzip";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return StreamTransform.TryRun(source, limits, Name, input => new GZipStream(input, CompressionMode.Decompress), out decoded, out failure, Mark);
    }
}
