namespace Klikspaan.Knowledge;

/// <summary>What a sinkhole answers to a request, so that the program goes on as it would have: a form that its receiver is known to use.</summary>
/// <param name="Endpoints">Which requests get this answer.</param>
/// <param name="ContentTypes">Media types of the request's content; <c>*</c> for any text; empty for any.</param>
/// <param name="Status">The status code.</param>
/// <param name="Fields">The header fields, in order.</param>
/// <param name="Body">The content, in which <see cref="AcknowledgementBody"/> puts a few named values.</param>
/// <param name="Source">How it is known: file and id of the source.</param>
public sealed record Acknowledgement(
    IReadOnlyList<ProtocolEndpoint> Endpoints,
    IReadOnlyList<string> ContentTypes,
    int Status,
    IReadOnlyList<KeyValuePair<string, string>> Fields,
    string Body,
    string Source)
{
    /// <summary>Whether this is the answer to an exchange whose content has this media type, without parameters.</summary>
    public bool IsMatch(Exchange exchange, string contentType)
    {
        ArgumentNullException.ThrowIfNull(contentType);
        return (ContentTypes.Count == 0 || ContentTypes.Any(t => PathPattern.Segment(t, contentType.ToLowerInvariant())))
            && Endpoints.Any(e => e.IsMatch(exchange));
    }
}
