using System.IO.Compression;

namespace Klikspaan.Decoding;

/// <summary>Brotli (RFC 7932).</summary>
public sealed class BrotliTransform : ITransform
{
    /// <inheritdoc/>
    public string Name => "br";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return StreamTransform.TryRun(source, limits, Name, input => new BrotliStream(input, CompressionMode.Decompress), out decoded, out failure);
    }
}
