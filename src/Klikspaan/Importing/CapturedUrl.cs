using System.Globalization;
using System.Text;

namespace Klikspaan.Importing;

/// <summary>A URL taken apart by offsets, so that each part can be found again in the capture (RFC 3986 section 3).</summary>
/// <param name="Scheme">Lower case; empty when absent.</param>
/// <param name="Host">Lower case, without user information, brackets and port.</param>
/// <param name="Port">The port, when given.</param>
/// <param name="Path">Where the path stands in the URL.</param>
/// <param name="Query">Where the query stands, without its question mark; empty when absent.</param>
sealed record CapturedUrl(string Scheme, string Host, int? Port, Range Path, Range Query)
{
    public static CapturedUrl Parse(ReadOnlySpan<byte> url)
    {
        var colon = url.IndexOf("://"u8);

        // Behind a path or query it is of another address.
        colon = colon > 0 && url[..colon].IndexOfAny("/?#"u8) < 0 ? colon : -1;
        var scheme = colon > 0 ? Encoding.Latin1.GetString(url[..colon]).ToLowerInvariant() : "";
        var from = colon > 0 ? colon + 3 : 0;
        var end = url[from..].IndexOfAny("/?#"u8);
        end = end < 0 ? url.Length : from + end;
        var (host, port) = Authority(Encoding.UTF8.GetString(url[from..end]));

        // "data:image/png" and "about:blank" name no host.
        host = scheme.Length == 0 && host.Contains(':', StringComparison.Ordinal) ? "" : host;
        var stop = url[end..].IndexOf((byte)'#');
        stop = stop < 0 ? url.Length : end + stop;
        var mark = url[end..stop].IndexOf((byte)'?');
        var pathEnd = mark < 0 ? stop : end + mark;
        return new(scheme, host, port, end..pathEnd, mark < 0 ? stop..stop : (pathEnd + 1)..stop);
    }

    static (string Host, int? Port) Authority(string authority)
    {
        var host = authority[(authority.LastIndexOf('@') + 1)..];
        var colon = host.LastIndexOf(':');
        int? port = colon >= 0 && int.TryParse(host.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        var isPort = colon >= 0 && host.IndexOf(']', colon) < 0 && (port is not null || colon + 1 == host.Length);
        return ((isPort ? host[..colon] : host).Trim('[', ']').TrimEnd('.').ToLowerInvariant(), isPort ? port : null);
    }
}
