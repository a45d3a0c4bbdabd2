namespace Klikspaan.Decoding;

/// <summary>Zstandard (RFC 8878).</summary>
public sealed class ZstdTransform : ITransform
{
    /// <inheritdoc/>
    public string Name => "zstd";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        ArgumentNullException.ThrowIfNull(limits);
        return StreamTransform.TryRun(source, limits, Name, input => new ZstdSharp.DecompressionStream(input), out decoded, out failure, []);
    }
}
