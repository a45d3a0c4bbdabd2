namespace Klikspaan.Decoding;

/// <summary>The chunked transfer coding of HTTP/1.1 (RFC 9112 section 7.1); extensions and trailers are no content.</summary>
public sealed class ChunkedTransform : ITransform
{
    /// <inheritdoc/>
    public string Name => "chunked";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        ArgumentNullException.ThrowIfNull(limits);
        var result = ChunkedCoding.Read(source, limits.LayerBytes);
        decoded = result.Content;
        failure = result.FailedAt < 0 ? default : new(result.FailedAt, result.Expected);
        return result.FailedAt < 0;
    }
}
