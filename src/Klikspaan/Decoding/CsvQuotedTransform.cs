namespace Klikspaan.Decoding;

/// <summary>What stands between the quotation marks of a field of CSV (RFC 4180 section 2): two quotation marks stand for one.</summary>
public sealed class CsvQuotedTransform : ITransform
{
    /// <inheritdoc/>
    public string Name => "csv-quoted";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (CsvQuotes.TryUndouble(source, limits.LayerBytes, out decoded, out var bad))
        {
            failure = default;
            return true;
        }

        failure = new(bad, bad < source.Length && source[bad] == '"' ? "two quotation marks" : $"at most {limits.LayerBytes} bytes");
        return false;
    }
}
