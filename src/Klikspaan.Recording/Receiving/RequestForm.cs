using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Klikspaan.Recording.Answering;
using Klikspaan.Recording.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Klikspaan.Recording.Receiving;

/// <summary>Requests and answers in the forms that others need: the server's, the answerer's, the recording's.</summary>
static class RequestForm
{
    /// <summary>A request as the answerer wants it.</summary>
    public static AnswerRequest Of(HttpContext context, RecordedConnection connection, byte[] content)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('?', 2);
        return new()
        {
            Method = context.Request.Method,
            Scheme = connection.Tls is null ? "http" : "https",
            Host = HostOf(Uri(context, connection)),
            Path = target[0].StartsWith('/') ? target[0] : PathOf(target[0]),
            Query = target.Length > 1 ? target[1] : "",
            Fields = [.. context.Request.Headers.SelectMany(h => h.Value.Select(v => KeyValuePair.Create(h.Key, v ?? "")))],
            Content = content,
        };
    }

    /// <summary>The URL of a request: its target, or its target with the host that it names, or that the connection was made to.</summary>
    public static string Uri(HttpContext context, RecordedConnection connection) =>
        Uri(connection, context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget, context.Request.Host.Value ?? "");

    /// <summary>The URL of a request that the server did not hand on.</summary>
    public static string Uri(RecordedConnection connection, RecordedRequest request) => Uri(connection, request.Target, request.Authority);

    /// <summary>What the recording says of a request besides its bytes.</summary>
    public static ExchangeFacts Facts(DateTimeOffset at, string uri, int number, RecordedRequest request, Answer answer) => new()
    {
        At = at, Uri = uri, Protocol = request.Protocol, Stream = number, PseudoFields = request.PseudoFields, IsRewritten = request.IsRewritten,
        Answer = answer.Rule, Incomplete = !request.IsComplete, Remarks = request.Incomplete is { } why ? [.. request.Remarks, why] : request.Remarks,
    };

    /// <summary>An answer with the time at which it is given (RFC 9110, section 6.6.1), where it has none.</summary>
    public static Answer Dated(Answer answer, DateTimeOffset at) => answer.Fields.Any(f => f.Key.Equals("date", StringComparison.OrdinalIgnoreCase))
        ? answer
        : answer with { Fields = [.. answer.Fields, KeyValuePair.Create("date", at.ToString("R", CultureInfo.InvariantCulture))] };

    /// <summary>
    /// An answer as the recording keeps it. That of HTTP/2 is rewritten as its request is: the status line ends in no reason, and
    /// content with trailers is chunked.
    /// </summary>
    public static byte[] Response(Answer answer, bool isHttp2 = false, bool isHead = false)
    {
        var hasTrailers = answer.Trailers.Count > 0;
        var head = new StringBuilder(isHttp2
            ? string.Create(CultureInfo.InvariantCulture, $"HTTP/2 {answer.Status}\r\n")
            : string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status} {Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(answer.Status)}\r\n"));
        Lines(head, answer.Fields);
        if (HasLength(answer, isHead))
        {
            head.Append(CultureInfo.InvariantCulture, $"content-length: {answer.Body.Length}\r\n");
        }

        head.Append(hasTrailers ? "transfer-encoding: chunked\r\n\r\n" : "\r\n");
        if (!hasTrailers)
        {
            return [.. Encoding.Latin1.GetBytes(head.ToString()), .. answer.Body.Span];
        }

        var (chunk, end) = (new StringBuilder(), new StringBuilder());
        if (!answer.Body.IsEmpty)
        {
            chunk.Append(CultureInfo.InvariantCulture, $"{answer.Body.Length:x}\r\n");
            end.Append("\r\n");
        }

        end.Append("0\r\n");
        Lines(end, answer.Trailers);
        return [.. Encoding.Latin1.GetBytes(head.Append(chunk).ToString()), .. answer.Body.Span, .. Encoding.Latin1.GetBytes(end.Append("\r\n").ToString())];
    }

    static void Lines(StringBuilder text, IEnumerable<KeyValuePair<string, string>> fields)
    {
        foreach (var (name, value) in fields)
        {
            text.Append(name).Append(": ").Append(value).Append("\r\n");
        }
    }

    static bool HasLength(Answer answer, bool isHead) => answer.Status is not (204 or 304) && answer.Trailers.Count == 0 && !isHead;

    /// <summary>Sends an answer.</summary>
    public static async Task SendAsync(HttpContext context, Answer answer)
    {
        var response = context.Response;
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Fields)
        {
            response.Headers.Append(name, value);
        }

        var trailers = context.Features.Get<IHttpResponseTrailersFeature>()?.Trailers;
        if (trailers is { IsReadOnly: false })
        {
            foreach (var (name, value) in answer.Trailers)
            {
                trailers.Append(name, value);
            }
        }

        if (HasLength(answer, context.Request.Method == "HEAD"))
        {
            response.ContentLength = answer.Body.Length;
        }

        if (!answer.Body.IsEmpty)
        {
            await response.BodyWriter.WriteAsync(answer.Body, context.RequestAborted).ConfigureAwait(false);
        }
    }

    /// <summary>Host and port of <c>host:port</c>, <c>[address]:port</c> or either without a port.</summary>
    public static (string Host, int? Port) Split(string authority)
    {
        var at = authority.LastIndexOf(':');
        var isPort = at > authority.LastIndexOf(']') && at == authority.IndexOf(':', authority.StartsWith('[') ? authority.IndexOf(']') + 1 : 0);
        var host = (isPort && at >= 0 ? authority[..at] : authority).Trim('[', ']').ToLowerInvariant();
        return (host, isPort && int.TryParse(authority.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null);
    }

    /// <summary>The host of a URL, without port.</summary>
    public static string HostOf(string uri) => Split(Authority(uri)).Host;

    /// <summary>The path of a URL, without query.</summary>
    public static string PathOf(string uri)
    {
        var rest = uri[(uri.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? "/" : rest[slash..].Split('?', 2)[0];
    }

    static string Authority(string uri)
    {
        var rest = uri[(uri.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0)..];
        return rest.Split('/', '?')[0].Split('@')[^1];
    }

    static string Uri(RecordedConnection connection, string target, string named)
    {
        if (target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('/'))
        {
            return target;
        }

        var scheme = connection.Tls is null ? "http" : "https";
        var authority = named.Length > 0 ? named : Named(connection, scheme);
        return $"{scheme}://{authority}{(target.StartsWith('/') ? target : "/" + target)}";
    }

    static string Named(RecordedConnection connection, string scheme)
    {
        var port = connection.ProxyPort ?? connection.Destination.Port;
        var address = connection.Destination.Address;
        var host = connection.Name ?? (address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString());
        return port == (scheme == "https" ? 443 : 80) ? host : string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");
    }
}
