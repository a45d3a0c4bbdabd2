namespace Klikspaan.Importing;

/// <summary>Reads HTTP Archives, versions 1.1 and 1.2, of any exporter (http://www.softwareishard.com/blog/har-12-spec/).</summary>
public sealed class HarReader : ICaptureReader
{
    /// <inheritdoc/>
    public string Format => "har";

    /// <inheritdoc/>
    public string Extension => ".har";

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head)
    {
        var text = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        text = text.TrimStart(" \t\r\n"u8);
        return text.Length > 0 && text[0] == '{' && text[1..].TrimStart(" \t\r\n"u8).StartsWith("\"log\""u8);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<CaptureEntry> SplitAsync(Stream stream, Limits limits, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return HarEntries.ReadAsync(stream, limits, HarPlan.Archive, cancellation);
    }

    /// <inheritdoc/>
    public Exchange? Read(CaptureEntry entry, string capture, ICollection<Problem> problems) => HarEntry.Read(entry, capture, problems);
}
