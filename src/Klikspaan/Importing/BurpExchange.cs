using System.Globalization;
using System.Text;

namespace Klikspaan.Importing;

/// <summary>Makes an exchange of an item of a Burp export.</summary>
sealed class BurpExchange(BurpEntry entry, string capture, ICollection<Problem> problems)
{
    /// <summary>The exchange; null, and a problem, when the item holds no request that can be read.</summary>
    public Exchange? Read()
    {
        if (entry.Flaw is { } flaw)
        {
            Add(entry.FlawAt, entry.Offset + entry.Length - entry.FlawAt, flaw.Kind, flaw.Expected, flaw.Found);
        }

        foreach (var (_, part) in entry.Fields.Where(f => f.Key != "request").OrderBy(f => f.Value.Offset))
        {
            if (part.IsTooLarge)
            {
                Add(part, "limit", "an element that fits in what is kept of it", $"{part.Length} bytes, which were not read");
            }
            else if (BurpText.Open(part) is null)
            {
                Add(part, "xml", "text of XML without references but those of XML itself", "something else, which was not read");
            }
        }

        if (entry.Fields.GetValueOrDefault("request") is not { Length: > 0 } field)
        {
            Add(entry.Offset, entry.Length, "burp", "a request", "none: nothing shows that it was sent");
            return null;
        }

        if (BurpText.Open(field) is not { } text)
        {
            Add(field, field.IsBase64 ? "base64" : "xml", field.IsBase64 ? "base64, as the export says" : "text of XML", "something else");
            return null;
        }

        if (field.IsTooLarge)
        {
            Add(field, "limit", "a request that fits in what is kept of an entry", $"{field.Length} bytes, of which the head was read");
        }

        var parts = new RequestOctets(entry.Number, text.Bytes, text.Place, capture) { WholeLength = field.IsTooLarge ? Whole(field, text) : null };
        if (!parts.Read())
        {
            Add(field, "http", "a request line", "something else");
            return null;
        }

        Lost(field, text);
        return Exchange(parts);
    }

    Exchange Exchange(RequestOctets parts)
    {
        var url = CapturedUrl.Parse(Bytes("url"));
        var scheme = Text("protocol") is { Length: > 0 } protocol ? protocol.ToLowerInvariant() : url.Scheme;
        var authority = CapturedUrl.Parse(Encoding.UTF8.GetBytes($"{scheme}://{Text("host")}"));
        var host = authority.Host.Length > 0 ? authority.Host : url.Host;
        if (host.Length == 0)
        {
            Add(entry.Offset, entry.Length, "burp", "a host to which the request went", "none: it is not established");
        }

        var port = Number("port") is > 0 and <= ushort.MaxValue and var number ? (int)number : url.Port;
        return new()
        {
            Number = entry.Number,
            Offset = entry.Offset,
            Length = entry.Length,
            StartedAt = BurpTime.Read(Text("time")),
            Method = parts.Method,
            Scheme = scheme,
            Host = host,
            Port = (scheme, port) is ("https", 443) or ("http", 80) ? null : port,
            Server = entry.Fields.GetValueOrDefault("host") is { Address.Length: > 0 } named ? ServerAddress.Read(named.Address, "ip of the host", named.Offset, named.Length) : null,
            Path = parts.Path,
            Status = Number("status") is > 0 and < 1000 and var code ? (int)code : null,
            BytesIn = Number("responselength") - entry.ResponseHead is >= 0 and var bytes ? bytes : null,
            Excerpts = parts.Excerpts,
            BytesOut = parts.BytesOut,
            BytesUnread = parts.BytesUnread,
            Problems = parts.Problems,
        };
    }

    /// <summary>How long a request is that is too large; of base64 as many bytes as its digits hold, with padding counted as digits.</summary>
    static long Whole(BurpField field, BurpText text)
    {
        var around = text.Offset - field.Offset;
        var length = field.Length - around - (around > 0 ? "]]>".Length : 0);
        return Math.Max(text.Bytes.Length, field.IsBase64 ? length / 4 * 3 : length);
    }

    /// <summary>What the export shows to be missing of a request that is not in base64.</summary>
    void Lost(BurpField field, BurpText text)
    {
        if (text.Steps == "xml-text" && field.Bytes.Span.Contains((byte)'\r'))
        {
            Add(field, "body-lost", "line ends as they were sent", "text of XML, in which each is one line feed");
        }

        if (!field.IsBase64 && text.Bytes.Span.IndexOf("\uFFFD"u8) >= 0)
        {
            Add(field, "body-lost", "the bytes of the request", "U+FFFD, where the exporter replaced bytes that are not UTF-8");
        }
    }

    byte[] Bytes(string name) => entry.Fields.GetValueOrDefault(name) is { IsTooLarge: false } field && BurpText.Open(field) is { } text ? text.Bytes.ToArray() : [];

    string Text(string name) => Encoding.UTF8.GetString(Bytes(name)).Trim();

    long? Number(string name) => long.TryParse(Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    void Add(BurpField field, string kind, string expected, string found) => Add(field.Offset, field.Length, kind, expected, found);

    void Add(long offset, long length, string kind, string expected, string found) =>
        problems.Add(new(new(capture, entry.Number, MessagePart.Whole, "", offset, length, ""), kind, expected, found));
}
