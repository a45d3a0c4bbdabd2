using System.Buffers;
using System.Globalization;
using System.Text;

namespace Klikspaan.Importing;

/// <summary>The first line of a message of HTTP/1.1 (RFC 9112 sections 3 and 4).</summary>
static class HttpStartLine
{
    const int LongestMethod = 32, StatusAt = 9, StatusDigits = 3;

    /// <summary>What a method is made of (RFC 9110 section 5.6.2).</summary>
    static readonly SearchValues<byte> Tokens = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Whether bytes begin as a request does.</summary>
    public static bool IsRequest(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        return end > 0 && Method(bytes[..end].TrimEnd("\r"u8)).Length > 0;
    }

    /// <summary>The method in the line of a request; empty when it is none.</summary>
    public static ReadOnlySpan<byte> Method(ReadOnlySpan<byte> line)
    {
        var space = line.IndexOf((byte)' ');
        return space is <= 0 or > LongestMethod || line[..space].ContainsAnyExcept(Tokens) || line.LastIndexOf(" HTTP/1."u8) < space ? [] : line[..space];
    }

    /// <summary>The status in the line of an answer; null when it is none.</summary>
    public static int? Status(ReadOnlySpan<byte> line) =>
        line.Length >= StatusAt + StatusDigits && line.StartsWith("HTTP/1."u8) && int.TryParse(line.Slice(StatusAt, StatusDigits), NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : null;

    /// <summary>Where a tunnel that a request asks for is to lead: the second word of its line; null when that is no host.</summary>
    public static (string Host, int Port)? Authority(ReadOnlySpan<byte> request)
    {
        var line = request[..Math.Max(0, request.IndexOf((byte)'\n'))];
        var word = line[(line.IndexOf((byte)' ') + 1)..];
        var url = CapturedUrl.Parse(Encoding.UTF8.GetBytes("any://" + Encoding.UTF8.GetString(word[..Math.Max(0, word.IndexOf((byte)' '))])));
        return url.Host.Length > 0 ? (url.Host, url.Port ?? 443) : null;
    }
}
