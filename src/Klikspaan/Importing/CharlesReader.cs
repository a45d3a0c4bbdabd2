namespace Klikspaan.Importing;

/// <summary>
/// Reads sessions that Charles saved as JSON (.chlsj): a list of transactions, each with its request and its answer.
/// </summary>
/// <remarks>
/// The maker publishes no description of the format. What is read here is what other programs read of it and say of real files, each read on 30 November
/// 2026: cbxss/charles-mcp (src/session/chlsj.rs, TODO.md: checked against an export of 27 MB of version 5), RockxyApp/Rockxy (CharlesJSONSessionImporter), the importer of
/// sessions for Fiddler (CharlesProxyImporter, CharlesSession), heizaheiza/Charles-mcp (traffic_normalizer.py) and charles_to_postman.py.
/// </remarks>
public sealed class CharlesReader : ICaptureReader
{
    /// <inheritdoc/>
    public string Format => "charles";

    /// <inheritdoc/>
    public string Extension => ".chlsj";

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head)
    {
        var names = RecordPlan.Listed(head);
        return names.IsSupersetOf(["method", "scheme", "host"]) && names.Overlaps(["path", "request"]) && names.Overlaps(["protocolVersion", "actualPort", "tunnel"]);
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<CaptureEntry> SplitAsync(Stream stream, Limits limits, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(limits);
        return HarEntries.ReadAsync(stream, limits, HarPlan.Session, cancellation);
    }

    /// <inheritdoc/>
    public Exchange? Read(CaptureEntry entry, string capture, ICollection<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(problems);
        return CharlesEntry.Read(entry, capture, problems);
    }
}
