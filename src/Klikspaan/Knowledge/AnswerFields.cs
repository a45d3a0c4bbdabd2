using System.Buffers;

namespace Klikspaan.Knowledge;

/// <summary>Which header fields an answer of the sinkhole may have.</summary>
static class AnswerFields
{
    static readonly SearchValues<char> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Texts in names of fields by which receivers make their senders wait, drop or stop.</summary>
    static readonly string[] Silencing = ["kill", "retry", "rate-limit", "ratelimit", "throttl", "backoff", "back-off", "quota", "disable", "opt-out", "interval"];

    /// <summary>Fields that make a client go elsewhere, forget, or keep something for later requests.</summary>
    static readonly string[] Steering =
        ["location", "refresh", "alt-svc", "clear-site-data", "set-cookie", "strict-transport-security", "public-key-pins", "link", "nel", "report-to", "reporting-endpoints"];

    /// <summary>Fields that the recorder itself writes, as the message needs them (RFC 9110, RFC 9112).</summary>
    static readonly string[] Framing =
        ["connection", "content-length", "content-encoding", "transfer-encoding", "upgrade", "trailer", "te", "keep-alive", "proxy-connection", "date"];

    /// <summary>Status codes by which receivers tell a sender to wait or stop: too many, over a quota, gone.</summary>
    static readonly int[] SilencingStatus = [402, 410, 429, 439];

    /// <summary>Why a field may not stand in an answer; null when it may.</summary>
    public static string? Refuse(string name, string value)
    {
        var lower = name.ToLowerInvariant();
        return name.Length == 0 || name.AsSpan().ContainsAnyExcept(Token) ? "the name of a header field is a token (RFC 9110 section 5.1)"
            : value.Any(c => c is < ' ' or > '~') ? $"the value of '{name}' must be printable ASCII"
            : Silencing.Any(s => lower.Contains(s, StringComparison.Ordinal)) ? $"'{name}' can silence a program; an answer never does"
            : Steering.Contains(lower) || lower.Contains("redirect", StringComparison.Ordinal) ? $"'{name}' leads a program elsewhere or is kept by it; an answer never does that"
            : Framing.Contains(lower) || lower.StartsWith("access-control-", StringComparison.Ordinal) ? $"the recorder itself writes '{name}'"
            : null;
    }

    /// <summary>Why a status code may not be answered; null when it may.</summary>
    public static string? Refuse(int status) =>
        status is < 200 or > 599 ? "'status' must be a number from 200 to 599"
        : status is >= 300 and < 400 ? "a redirection leads a program elsewhere; an answer never does that"
        : SilencingStatus.Contains(status) ? $"the status {status} can silence a program; an answer never does"
        : null;
}
