using System.Buffers;
using System.Text;

namespace Klikspaan.Recording.Receiving;

/// <summary>The head of an HTTP/1.1 request: read line by line, and only as far as framing needs (RFC 9112, sections 2 to 6).</summary>
/// <remarks>
/// What a server could read in another way makes the head broken: the fate of the body hangs on it. So an obsolete fold
/// (section 5.2), a space before a colon, a second Content-Length or one with a sign, are not repaired as the RFC allows.
/// </remarks>
sealed class Http1Head
{
    /// <summary>Most bytes of a head.</summary>
    public const int Most = 1 << 20;

    static readonly SearchValues<byte> Forbidden = SearchValues.Create("\r\0"u8);

    readonly ArrayBufferWriter<byte> octets = new();
    int lineStart;
    string? contentLength;
    string? transferEncoding;

    /// <summary>All octets so far, with empty lines before the request line.</summary>
    public ReadOnlySpan<byte> Octets => octets.WrittenSpan;

    /// <summary>Memory that the octets take.</summary>
    public int Capacity => octets.Capacity;

    /// <summary>Whether the empty line has come.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>Why this is not the head of a request, or not one that can be framed; null while it may be.</summary>
    public string? Broken { get; private set; }

    /// <summary>The method; empty before the request line.</summary>
    public string Method { get; private set; } = "";

    /// <summary>The target as it was sent.</summary>
    public string Target { get; private set; } = "";

    /// <summary>The first Host field; null when there was none.</summary>
    public string? Host { get; private set; }

    /// <summary>Bytes of the body; null when it is chunked.</summary>
    public long? BodyLength { get; private set; } = 0;

    /// <summary>Why nothing can be framed after this request; null when a next one may follow.</summary>
    public string? LastBecause { get; set; }

    bool IsVersion10 { get; set; }

    /// <summary>Takes bytes up to the end of a line, and says how many.</summary>
    public int Append(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        var taken = Math.Min(end < 0 ? bytes.Length : end + 1, Most - octets.WrittenCount);
        octets.Write(bytes[..taken]);
        if (end >= 0 && taken == end + 1)
        {
            var line = octets.WrittenSpan[lineStart..^1];
            lineStart = octets.WrittenCount;
            ReadLine(line.EndsWith((byte)'\r') ? line[..^1] : line);
        }

        if (Broken is null && !IsWhole && octets.WrittenCount >= Most)
        {
            Broken = $"the head of a request is longer than {Most} bytes";
        }

        return taken;
    }

    /// <summary>Whether a line may stand in a head or a trailer section; the end of the line is not part of it.</summary>
    public static string? WhyNotAField(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        return line.ContainsAny(Forbidden) ? "a line holds a NUL or a bare CR"
            : line.Length > 0 && line[0] is (byte)' ' or (byte)'\t' ? "a field goes on over a second line (obsolete fold)"
            : colon <= 0 ? "a line of the head is not a field"
            : line[..colon].ContainsAny((byte)' ', (byte)'\t') ? "white space stands in the name of a field"
            : null;
    }

    void ReadLine(ReadOnlySpan<byte> line)
    {
        if (Method.Length == 0)
        {
            // RFC 9112, section 2.2: empty lines before a request line are skipped; they stay part of the octets.
            if (line.ContainsAnyExcept((byte)'\r'))
            {
                ReadRequestLine(line);
            }
        }
        else if (line.IsEmpty)
        {
            IsWhole = true;
            Frame();
        }
        else
        {
            ReadField(line);
        }
    }

    void ReadRequestLine(ReadOnlySpan<byte> line)
    {
        var first = line.IndexOf((byte)' ');
        var last = line.LastIndexOf((byte)' ');
        var version = line[(last + 1)..];
        IsVersion10 = version.SequenceEqual("HTTP/1.0"u8);
        if (first <= 0 || last <= first + 1 || line.ContainsAny(Forbidden) || line[(first + 1)..last].ContainsAny((byte)' ', (byte)'\t')
            || !HttpToken.IsToken(line[..first]) || !(IsVersion10 || version.SequenceEqual("HTTP/1.1"u8)))
        {
            Broken = "not a request line of HTTP/1.1";
            return;
        }

        Method = Encoding.Latin1.GetString(line[..first]);
        Target = Encoding.Latin1.GetString(line[(first + 1)..last]);
    }

    void ReadField(ReadOnlySpan<byte> line)
    {
        Broken = WhyNotAField(line);
        if (Broken is not null)
        {
            return;
        }

        var colon = line.IndexOf((byte)':');
        var value = Encoding.Latin1.GetString(line[(colon + 1)..].Trim(" \t"u8));
        switch (Encoding.Latin1.GetString(line[..colon]).ToUpperInvariant())
        {
            case "HOST":
                Host ??= value;
                break;
            case "CONTENT-LENGTH":
                Broken = contentLength is null ? null : "Content-Length was sent twice";
                contentLength = value;
                break;
            case "TRANSFER-ENCODING":
                Broken = transferEncoding is null ? null : "Transfer-Encoding was sent twice";
                transferEncoding = value;
                break;
        }
    }

    /// <summary>RFC 9112, section 6.3: how long the body is.</summary>
    void Frame()
    {
        if (transferEncoding is not null)
        {
            FrameChunked(transferEncoding);
        }

        if (contentLength is not null)
        {
            // 18 digits cannot overflow.
            var isNumber = contentLength.Length is > 0 and <= 18 && contentLength.All(char.IsAsciiDigit);
            Broken ??= isNumber ? null : "Content-Length is not a number";
            BodyLength = !isNumber || transferEncoding is not null ? BodyLength : long.Parse(contentLength, null);
        }

        if (Method == "CONNECT")
        {
            // RFC 9110, section 9.3.6: it has no content, and what follows is for the other end of the tunnel.
            Broken ??= BodyLength == 0 ? null : "a CONNECT with content";
            LastBecause = "bytes after CONNECT";
        }
    }

    void FrameChunked(string value)
    {
        BodyLength = null;
        if (IsVersion10)
        {
            // RFC 9112, section 6.1: to be treated as if the framing were faulty.
            Broken ??= "Transfer-Encoding in HTTP/1.0";
        }
        else if (!value.Equals("chunked", StringComparison.OrdinalIgnoreCase))
        {
            Broken ??= "a Transfer-Encoding other than chunked";
        }
        else if (contentLength is not null)
        {
            // RFC 9112, section 6.3, rule 3: chunked prevails, and the server must close the connection after it.
            LastBecause = "bytes after a request with both Content-Length and Transfer-Encoding";
        }
    }
}
