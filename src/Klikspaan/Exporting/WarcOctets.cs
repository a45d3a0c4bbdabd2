using System.Globalization;
using System.Text;

namespace Klikspaan.Exporting;

/// <summary>What of an exchange can stand as octets of HTTP/1.1 (RFC 9112), and what cannot.</summary>
/// <param name="Request">The request; null when it is no request, or has no method that could stand in one.</param>
/// <param name="Bytes">The bytes that were sent in something else than HTTP, or that were written down; null when there are none.</param>
/// <param name="Rest">The parts that have no place in either. Where one part of a sort has none, all of that sort stand here, in their order.</param>
sealed record WarcOctets(WarcBlock? Request, WarcBlock? Bytes, IReadOnlyList<Excerpt> Rest)
{
    /// <summary>More header fields than this are not told apart by a reader.</summary>
    const int MostFields = 10_000;

    /// <summary>Divides an exchange.</summary>
    public static WarcOctets Of(Exchange exchange)
    {
        if (exchange.Kind != ExchangeKind.Http || !IsToken(exchange.Method))
        {
            var bytes = exchange.Kind == ExchangeKind.Http ? null : Only(exchange, MessagePart.Content);
            return new(null, bytes is null ? null : (WarcBlock)bytes.Bytes, [.. exchange.Excerpts.Where(e => e != bytes)]);
        }

        var rest = new HashSet<MessagePart> { MessagePart.Message, MessagePart.Name, MessagePart.Record };
        var target = Target(exchange, rest);
        var fields = Fields(exchange, rest);
        var content = Only(exchange, MessagePart.Content);
        if (content is null && exchange.Excerpts.Any(e => e.Part == MessagePart.Content))
        {
            rest.Add(MessagePart.Content);
        }

        var head = new List<byte>();
        head.AddRange(Encoding.ASCII.GetBytes(exchange.Method + " "));
        head.AddRange(target);
        head.AddRange(" HTTP/1.1\r\n"u8);
        foreach (var field in fields)
        {
            head.AddRange(Encoding.ASCII.GetBytes(Name(field) + ": "));
            head.AddRange(field.Bytes.Span);
            head.AddRange("\r\n"u8);
        }

        head.AddRange("\r\n"u8);
        return new(new([head.ToArray(), .. Content(content?.Bytes ?? default, IsChunked(fields))]), null, [.. exchange.Excerpts.Where(e => rest.Contains(e.Part))]);
    }

    /// <summary>Scheme, host and port of an address.</summary>
    public static string Origin(Exchange exchange)
    {
        var host = exchange.Host.Contains(':', StringComparison.Ordinal) ? $"[{exchange.Host}]" : exchange.Host;
        return exchange.Scheme + "://" + host + (exchange.Port is { } port ? string.Create(CultureInfo.InvariantCulture, $":{port}") : "");
    }

    /// <summary>The target as a request to the host itself has it; where there is no path, as one to a proxy has it.</summary>
    static byte[] Target(Exchange exchange, HashSet<MessagePart> rest)
    {
        var (path, query) = (Only(exchange, MessagePart.Path), Only(exchange, MessagePart.Query));
        var isPath = path is { Bytes.Span: [(byte)'/', ..] } && exchange.Method != "CONNECT" && IsPlain(path.Bytes.Span, "?#"u8);
        var isQuery = query is not null && isPath && IsPlain(query.Bytes.Span, "#"u8);
        if (!isPath && exchange.Excerpts.Any(e => e.Part == MessagePart.Path))
        {
            rest.Add(MessagePart.Path);
        }

        if (!isQuery && exchange.Excerpts.Any(e => e.Part == MessagePart.Query))
        {
            rest.Add(MessagePart.Query);
        }

        byte[] start = isPath ? path!.Bytes.ToArray() : exchange.Method != "CONNECT" && IsToken(exchange.Scheme) && IsHost(exchange.Host) ? Encoding.UTF8.GetBytes(Origin(exchange)) : "*"u8.ToArray();
        return isQuery ? [.. start, (byte)'?', .. query!.Bytes.Span] : start;
    }

    /// <summary>The fields that can stand on a line; those of a sort of which not all can are named in <paramref name="rest"/> too.</summary>
    static List<Excerpt> Fields(Exchange exchange, HashSet<MessagePart> rest)
    {
        var fields = new List<Excerpt>();
        foreach (var field in exchange.Excerpts)
        {
            if (field.Part is not (MessagePart.Header or MessagePart.Cookie))
            {
                continue;
            }

            if (fields.Count < MostFields - 1 && IsToken(Name(field)) && (field.Part == MessagePart.Header || field.Path.Length == 0) && IsPlain(field.Bytes.Span, ""u8))
            {
                fields.Add(field);
            }
            else
            {
                rest.Add(field.Part);
            }
        }

        return fields;
    }

    /// <summary>Where a field says that the content is in chunks, it is written in one, since a reader looks for them.</summary>
    static ReadOnlyMemory<byte>[] Content(ReadOnlyMemory<byte> content, bool isChunked) =>
        !isChunked ? [content]
        : content.IsEmpty ? ["0\r\n\r\n"u8.ToArray()]
        : [Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{content.Length:x}\r\n")), content, "\r\n0\r\n\r\n"u8.ToArray()];

    static bool IsChunked(List<Excerpt> fields) =>
        fields.FindLast(f => f is { Part: MessagePart.Header, Path: "/transfer-encoding" }) is { } coding && Encoding.Latin1.GetString(coding.Bytes.Span).EndsWith("chunked", StringComparison.OrdinalIgnoreCase);

    /// <summary>The only part of its sort, when there is one and it is not empty and not named.</summary>
    static Excerpt? Only(Exchange exchange, MessagePart part)
    {
        Excerpt? only = null;
        foreach (var excerpt in exchange.Excerpts)
        {
            if (excerpt.Part == part)
            {
                if (only is not null || excerpt.Path.Length > 0 || excerpt.Bytes.IsEmpty)
                {
                    return null;
                }

                only = excerpt;
            }
        }

        return only;
    }

    /// <summary>The name that the pointer of a field has; empty where it leads further.</summary>
    static string Name(Excerpt field) =>
        field.Part == MessagePart.Cookie ? "cookie"
        : field.Path.LastIndexOf('/') != 0 ? ""
        : field.Path[1..].Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    static bool IsHost(string host) => host.Length > 0 && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':');

    /// <summary>A token (RFC 9110 section 5.6.2).</summary>
    static bool IsToken(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal));

    /// <summary>Bytes that stay as they are on a line, and of which none is one of <paramref name="others"/>.</summary>
    static bool IsPlain(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> others) =>
        bytes.IndexOfAnyInRange((byte)0, (byte)8) < 0 && bytes.IndexOfAnyInRange((byte)10, (byte)31) < 0 && bytes.IndexOfAny(others) < 0
        && (bytes.IsEmpty || (bytes[0] is not ((byte)' ' or (byte)'\t') && bytes[^1] is not ((byte)' ' or (byte)'\t')));
}
