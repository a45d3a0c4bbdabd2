namespace Klikspaan.Decoding;

/// <summary>Text in which each quotation mark is written twice, as in a quoted field of CSV (RFC 4180 section 2).</summary>
public sealed class DoubledQuotesTransform : ITransform
{
    /// <inheritdoc/>
    public string Name => "doubled-quotes";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        (decoded, failure) = (DoubledQuotes.Decode(source), default);
        return true;
    }
}
