using System.Net;
using System.Net.Http.Headers;
using Klikspaan.Recording.Answering;
using Microsoft.AspNetCore.Http;

namespace Klikspaan.Recording.Receiving;

/// <summary>Passes a request on to the real server and brings back its answer. Certificates are checked as any client does.</summary>
sealed class Forwarder : IDisposable
{
    /// <summary>Fields of one connection, not of a message (RFC 9110, section 7.6.1).</summary>
    static readonly HashSet<string> HopByHop = new(StringComparer.OrdinalIgnoreCase)
    {
        "connection", "keep-alive", "proxy-connection", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding", "upgrade",
    };

    const int LongestAnswer = 64 << 20;

    // No proxy: this is the proxy. No decompression and no redirects: the answer goes back as it came.
    readonly HttpMessageInvoker client = new(new SocketsHttpHandler
    {
        UseProxy = false, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(20),
    });

    /// <summary>Sends it and gives the answer, or an answer of ours that says why there is none.</summary>
    public async Task<Answer> ForwardAsync(HttpContext context, string uri, Stream content, CancellationToken cancellation)
    {
        try
        {
            using var request = new HttpRequestMessage(new(context.Request.Method), uri) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
            request.Content = content.Length > 0 || context.Request.Headers.ContentType.Count > 0 ? new StreamContent(content) : null;
            foreach (var (name, values) in context.Request.Headers.Where(h => !HopByHop.Contains(h.Key) && !h.Key.Equals("host", StringComparison.OrdinalIgnoreCase)))
            {
                if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                {
                    request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
                }
            }

            using var response = await client.SendAsync(request, cancellation).ConfigureAwait(false);
            await response.Content.LoadIntoBufferAsync(LongestAnswer, cancellation).ConfigureAwait(false);
            var body = await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
            return new((int)response.StatusCode, [.. Fields(response.Headers), .. Fields(response.Content.Headers)], body, [.. Fields(response.TrailingHeaders)], "passed on");
        }
        catch (Exception e) when (e is HttpRequestException or UriFormatException or OperationCanceledException or IOException or NotSupportedException)
        {
            var why = e is HttpRequestException http ? $"{http.HttpRequestError}: {TlsReception.Reason(e, isTimeout: false)}" : e.Message;
            return Answer.Of("not passed on", 502, "text/plain", System.Text.Encoding.UTF8.GetBytes($"klikspaan could not pass this on: {why}\n"));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();

    /// <summary>As they came: the client would take values apart that it knows.</summary>
    static IEnumerable<KeyValuePair<string, string>> Fields(HttpHeaders headers) => headers.NonValidated
        .Where(h => !HopByHop.Contains(h.Key) && !h.Key.Equals("content-length", StringComparison.OrdinalIgnoreCase))
        .SelectMany(h => h.Value.Select(v => KeyValuePair.Create(h.Key, v)));
}
