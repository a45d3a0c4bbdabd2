namespace Klikspaan.Importing;

/// <summary>
/// What an archive says of whether a request went out: members that browsers add (https://github.com/ChromeDevTools/devtools-frontend, HARLog and HARFormat; WebKit, HARBuilder), and
/// the scheme of its address.
/// </summary>
sealed class HarSending
{
    /// <summary>Schemes of which a browser answers by itself; those of extensions end alike.</summary>
    static readonly HashSet<string> Local = new(StringComparer.OrdinalIgnoreCase) { "data", "blob", "about", "javascript", "file", "filesystem", "resource", "chrome", "devtools" };
    const string Extension = "-extension", ErrorsBegin = "net::ERR_";
    const int LongestScheme = 32;

    /// <summary>Errors after which nothing of the request was sent: it was blocked, or there was no connection that could have carried it.</summary>
    static readonly string[] Unsent =
    [
        "BLOCKED_BY_CLIENT", "BLOCKED_BY_ADMINISTRATOR", "BLOCKED_BY_CSP", "NAME_NOT_RESOLVED", "NAME_RESOLUTION_FAILED", "INTERNET_DISCONNECTED", "ADDRESS_UNREACHABLE", "ADDRESS_INVALID", "CONNECTION_REFUSED",
        "CONNECTION_FAILED", "CONNECTION_TIMED_OUT", "PROXY_CONNECTION_FAILED", "TUNNEL_CONNECTION_FAILED", "CACHE_MISS", "UNKNOWN_URL_SCHEME", "DISALLOWED_URL_SCHEME", "UNSAFE_PORT", "NETWORK_ACCESS_DENIED",
    ];

    bool isFromCache, isByWorker;
    string error = "", source = "";
    long transferred;

    /// <summary>Reads a member of the entry; false when it says nothing of it.</summary>
    public bool Entry(ref JsonCursor cursor, CaptureEntry entry)
    {
        if (cursor.Is("_fromCache"u8))
        {
            isFromCache |= cursor.Any(entry)?.ToString() is { Length: > 0 } said && said != "false";
            return true;
        }

        if (cursor.Is("_fetchType"u8))
        {
            isFromCache |= cursor.Text(entry) is "Memory Cache" or "Disk Cache";
            return true;
        }

        return false;
    }

    /// <summary>Reads a member of the response; false when it says nothing of it.</summary>
    public bool Response(ref JsonCursor cursor, CaptureEntry entry)
    {
        if (cursor.Is("_transferSize"u8))
        {
            transferred = cursor.Number() ?? 0;
        }
        else if (cursor.Is("_error"u8))
        {
            error = cursor.Text(entry);
        }
        else if (cursor.Is("_fetchedViaServiceWorker"u8))
        {
            isByWorker = cursor.IsTrue();
        }
        else if (cursor.Is("_serviceWorkerResponseSource"u8))
        {
            source = cursor.Text(entry);
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>The exchange as what it was: a request, one that was not sent, or an attempt at one.</summary>
    public Exchange Apply(Exchange exchange, ReadOnlySpan<byte> url)
    {
        // A request by which what lies in a cache was confirmed did go out: then bytes came over the network. Only answers to these methods are
        // kept in caches (RFC 9110 section 9.2.3), so that a mark in the file does not take away what was posted.
        if (IsLocal(url) || (exchange.Method is "GET" or "HEAD" && transferred <= 0 && (isFromCache || (isByWorker && source is "cache-storage" or "http-cache" or "fallback-code"))))
        {
            return exchange with { Kind = ExchangeKind.NotSent, BytesOut = 0, BytesUnread = 0 };
        }

        return exchange.Status is null && error.StartsWith(ErrorsBegin, StringComparison.Ordinal) && Unsent.Contains(error[ErrorsBegin.Length..])
            ? exchange with { Kind = ExchangeKind.Attempt, Method = "", Path = "", Excerpts = [], BytesIn = null, BytesOut = 0, BytesUnread = 0, Problems = [] }
            : exchange;
    }

    static bool IsLocal(ReadOnlySpan<byte> url)
    {
        var colon = url.IndexOf((byte)':');
        if (colon is <= 0 or > LongestScheme)
        {
            return false;
        }

        // "localhost:80" names no scheme, but a host and a port; none of these is called like a scheme here with a number behind it.
        var scheme = System.Text.Encoding.Latin1.GetString(url[..colon]);
        return (Local.Contains(scheme) || scheme.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)) && !IsPort(url[(colon + 1)..]);
    }

    static bool IsPort(ReadOnlySpan<byte> text) => text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') is var end && end != 0 && (end < 0 ? text.Length > 0 : text[end] == '/');
}
