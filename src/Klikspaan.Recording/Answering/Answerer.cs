using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Klikspaan.Knowledge;

namespace Klikspaan.Recording.Answering;

/// <summary>
/// Chooses what the sinkhole answers, so that a program goes on sending as it would: by a protocol file where one knows
/// the request, else by a general rule. It never tells a program to wait or to stop. Any thread may use it.
/// </summary>
sealed class Answerer(KnowledgeBase knowledge, TimeProvider time)
{
    static readonly byte[] EmptyObject = "{}"u8.ToArray();

    /// <summary>Types of content in which an empty body is a message, and <c>{}</c> is none.</summary>
    static readonly string[] ProtobufTypes = ["application/x-protobuf", "application/protobuf"];

    /// <summary>The answer to a request.</summary>
    public Answer Choose(AnswerRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var host = HostOnly(request.Host);
        var answer = Preflight(request) ?? Websocket(request) ?? Metadata(host) ?? GrpcAnswer.Choose(request)
            ?? Known(request, host) ?? Download(request, host) ?? Protobuf(request) ?? Answer.Of("default", 200, "application/json", EmptyObject);
        return answer with
        {
            Fields = [.. answer.Fields, .. CrossOrigin.Allow(request)],
            Body = request.Method == "HEAD" ? default : answer.Body,
        };
    }

    static Answer? Preflight(AnswerRequest request) =>
        request.Method == "OPTIONS" ? Answer.Of("preflight", 204) with { Fields = [.. CrossOrigin.AllowNext(request)] } : null;

    /// <summary>An upgrade of HTTP/1.1 (RFC 6455), or its form in HTTP/2 (RFC 8441), the only CONNECT that comes here.</summary>
    static Answer? Websocket(AnswerRequest request) =>
        request.Method == "CONNECT" || request.Field("upgrade").Split(',').Any(u => u.Trim().Equals("websocket", StringComparison.OrdinalIgnoreCase))
            ? Answer.Of("websocket", 503)
            : null;

    Answer? Metadata(string host) => knowledge.Answers.IsMetadata(host) ? Answer.Of("cloud-metadata", 404) : null;

    Answer? Download(AnswerRequest request, string host) =>
        knowledge.Answers.IsDownload(request.Method, host, request.Path) ? Answer.Of("download", 404) : null;

    static Answer? Protobuf(AnswerRequest request) =>
        ProtobufTypes.Contains(request.MediaType) ? Answer.Of("protobuf", 200, request.MediaType) : null;

    Answer? Known(AnswerRequest request, string host)
    {
        var method = request.Method == "HEAD" ? "GET" : request.Method;
        var exchange = new Exchange { Number = 1, Offset = 0, Length = 0, Method = method, Scheme = request.Scheme, Host = host, Path = request.Path };
        foreach (var protocol in knowledge.Protocols)
        {
            if (protocol.Acknowledgements.FirstOrDefault(a => a.IsMatch(exchange, request.MediaType)) is { } known)
            {
                var body = AcknowledgementBody.Fill(known.Body, name => Value(name, request));
                return new(known.Status, known.Fields, Encoding.UTF8.GetBytes(body), [], protocol.Id);
            }
        }

        return null;
    }

    string Value(string name, AnswerRequest request) => name switch
    {
        "count" => ItemCount.Count(request).ToString(CultureInfo.InvariantCulture),
        "guid" => new Guid(Digest(request)).ToString(),
        "hex32" => Convert.ToHexStringLower(Digest(request)),
        _ => time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
    };

    /// <summary>An identifier follows from the request: who asks the same twice gets the same answer.</summary>
    static byte[] Digest(AnswerRequest request)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\0{request.Host}\0{request.Path}\0{request.Query}\0"));
        hash.AppendData(request.Content.Span);
        return hash.GetHashAndReset()[..16];
    }

    /// <summary>In lower case, without port, brackets or the dot that ends a full name.</summary>
    static string HostOnly(string host)
    {
        var lower = host.ToLowerInvariant();
        var end = lower.StartsWith('[') ? lower.IndexOf(']', StringComparison.Ordinal) : lower.IndexOf(':', StringComparison.Ordinal);
        var isBareIPv6 = !lower.StartsWith('[') && lower.Count(c => c == ':') > 1;
        return (end < 0 || isBareIPv6 ? lower : lower[..end]).TrimStart('[').TrimEnd('.');
    }
}
