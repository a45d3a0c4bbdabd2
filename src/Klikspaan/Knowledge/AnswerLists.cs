namespace Klikspaan.Knowledge;

/// <summary>What a sinkhole must tell apart when no protocol file knows a request; read from <c>answers.yaml</c>.</summary>
/// <param name="DownloadExtensions">Ends of paths that look like a file to be fetched, with their dot.</param>
/// <param name="DownloadHosts">Host names from which files are fetched; <c>*</c> for any text.</param>
/// <param name="MetadataHosts">Names and addresses at which a cloud tells a machine about itself.</param>
public sealed record AnswerLists(
    IReadOnlyList<string> DownloadExtensions, IReadOnlyList<string> DownloadHosts, IReadOnlyList<string> MetadataHosts)
{
    /// <summary>No lists: all requests are answered alike.</summary>
    public static AnswerLists None { get; } = new([], [], []);

    /// <summary>Whether a request fetches a file: a sender of data uses another method, so only GET and HEAD do.</summary>
    public bool IsDownload(string method, string host, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return method is "GET" or "HEAD"
            && (DownloadExtensions.Any(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase)) || DownloadHosts.Any(h => PathPattern.Segment(h, host)));
    }

    /// <summary>Whether a host, by name or address, is one at which a cloud tells a machine about itself.</summary>
    public bool IsMetadata(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return MetadataHosts.Any(h => PathPattern.Segment(h, host.Trim('[', ']')));
    }
}
