namespace Klikspaan.Decoding;

/// <summary>The contents of a JSON string (RFC 8259 section 7) without its quotes, to UTF-8.</summary>
/// <remarks>A lone surrogate becomes U+FFFD, as UTF-8 has no form for it.</remarks>
public sealed class JsonStringTransform : ITransform
{
    /// <inheritdoc/>
    public string Name => "json-string";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        var done = JsonEscapes.TryUnescape(source, out decoded, out var bad);
        failure = done ? default : new(bad, "a JSON escape");
        return done;
    }
}
