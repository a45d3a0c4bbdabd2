using System.Globalization;

namespace Klikspaan.Importing;

/// <summary>What a line of a log tells of a contact, and the values in it that were sent to whom it was with.</summary>
/// <remarks>None of them counts as bytes that went out: a log does not show what was sent.</remarks>
sealed class LogContact(LogLine line)
{
    readonly List<Excerpt> excerpts = [];
    string path = "";

    /// <summary>What it was.</summary>
    public ExchangeKind Kind { get; set; } = ExchangeKind.Contact;

    /// <summary>When; null when the log does not say.</summary>
    public DateTimeOffset? At { get; set; }

    /// <summary>Scheme or protocol; empty when the log does not say.</summary>
    public string Scheme { get; set; } = "";

    /// <summary>Host name or address.</summary>
    public string Host { get; set; } = "";

    /// <summary>The port; null when the log does not say.</summary>
    public int? Port { get; set; }

    /// <summary>The address of the server; null when the log does not say.</summary>
    public ServerAddress? Server { get; private set; }

    /// <summary>The method of a request.</summary>
    public string Method { get; set; } = "";

    /// <summary>Status of the answer.</summary>
    public int? Status { get; set; }

    /// <summary>Bytes that came in, by the count of the log.</summary>
    public long? BytesIn { get; set; }

    /// <summary>The program or app that the log names.</summary>
    public string App { get; set; } = "";

    /// <summary>Keeps the address of the server, as a field of the log has it.</summary>
    public void Address(string field, LogText address) => Server ??= ServerAddress.Read(address.ToString(), field, address.Offset, address.Length);

    /// <summary>Adds a name that was asked for; where no host is known yet, it is the host.</summary>
    public void Name(LogText name)
    {
        if (!name.IsEmpty)
        {
            excerpts.Add(new(MessagePart.Name, "", name.Offset, name.Length, name.Steps, name.Bytes));
            Host = Host.Length > 0 ? Host : HostOf(name.ToString());
        }
    }

    /// <summary>Adds a header field that the log holds.</summary>
    public void Header(string name, LogText value)
    {
        if (!value.IsEmpty)
        {
            var isCookie = name == "cookie";
            excerpts.Add(new(isCookie ? MessagePart.Cookie : MessagePart.Header, isCookie ? "" : Pointer(name), value.Offset, value.Length, value.Steps, value.Bytes));
        }
    }

    /// <summary>Adds the header field that names the host, and a port where there is one.</summary>
    public void HostHeader(LogText value)
    {
        Header("host", value);
        if (!value.IsEmpty && Host.Length == 0)
        {
            Authority(value.Bytes.Span);
        }
    }

    /// <summary>Adds the target of a request: an address, a path with a query, or what a tunnel was asked for to (RFC 9112 section 3.2).</summary>
    public void Target(LogText target)
    {
        if (target.IsEmpty)
        {
            return;
        }

        var bytes = target.Bytes.Span;
        var url = CapturedUrl.Parse(bytes);
        var end = 0;
        if (url.Scheme.Length > 0 || Method == "CONNECT")
        {
            Scheme = url.Scheme.Length > 0 ? url.Scheme : Scheme;
            (var from, var length, end) = HostIn(bytes);
            if (length > 0)
            {
                (Host, Port) = (url.Host, url.Port ?? Port);
                Name(target.Slice(from, length));
            }
        }

        // What was asked for can hold a number sign: nobody cut it off.
        var mark = bytes[end..].IndexOf((byte)'?');
        Path(target.Slice(end, mark < 0 ? bytes.Length - end : mark));
        Query(mark < 0 ? default : target.Slice(end + mark + 1, bytes.Length - end - mark - 1));
    }

    /// <summary>Adds the path of the target.</summary>
    public void Path(LogText value)
    {
        if (!value.IsEmpty)
        {
            path = value.ToString();
            excerpts.Add(new(MessagePart.Path, "", value.Offset, value.Length, value.Steps, value.Bytes));
        }
    }

    /// <summary>Adds the query of the target, without its question mark.</summary>
    public void Query(LogText value)
    {
        if (!value.IsEmpty)
        {
            excerpts.Add(new(MessagePart.Query, "", value.Offset, value.Length, value.Steps, value.Bytes));
        }
    }

    /// <summary>A port, in digits.</summary>
    public static int? PortOf(LogText text) => Number(text) is > 0 and <= ushort.MaxValue and var port ? (int)port : null;

    /// <summary>A status code, in digits.</summary>
    public static int? StatusOf(LogText text) => Number(text) is >= 100 and < 1000 and var status ? (int)status : null;

    /// <summary>A count, in digits.</summary>
    public static long? Number(LogText text) => text.Length <= 19 && long.TryParse(text.Bytes.Span, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A host name without the dot at its end, in lower case.</summary>
    public static string HostOf(string name) => name.TrimEnd('.').ToLowerInvariant();

    /// <summary>The exchange; null, and a problem, when the line names no host.</summary>
    public Exchange? Finish()
    {
        if (Host.Length == 0)
        {
            return line.Refuse("log", Kind == ExchangeKind.Dns ? "a name that was looked up" : "a host", "none");
        }

        return new()
        {
            Number = line.Entry.Number,
            Offset = line.Entry.Offset,
            Length = line.Entry.Length,
            Kind = Kind,
            Sender = App.Length > 0 ? new(null, App, []) : null,
            StartedAt = At,
            Method = Method,
            Scheme = Scheme,
            Host = Host,
            Port = Kind == ExchangeKind.Dns || (Scheme, Port) is ("https", 443) or ("http", 80) ? null : Port,
            Server = Server,
            Path = path,
            Status = Status,
            BytesIn = BytesIn,
            Excerpts = excerpts,
        };
    }

    void Authority(ReadOnlySpan<byte> authority)
    {
        var url = CapturedUrl.Parse([.. "x://"u8, .. authority]);
        (Host, Port) = (url.Host, url.Port ?? Port);
    }

    /// <summary>Where the host stands in an address, and where the path begins.</summary>
    static (int From, int Length, int End) HostIn(ReadOnlySpan<byte> url)
    {
        var slashes = url.IndexOf("://"u8);
        var from = slashes > 0 && url[..slashes].IndexOfAny("/?#"u8) < 0 ? slashes + 3 : 0;
        var end = url[from..].IndexOfAny("/?#"u8);
        end = end < 0 ? url.Length : from + end;
        from += url[from..end].LastIndexOf((byte)'@') + 1;
        var colon = url[from..end].LastIndexOf((byte)':');
        var isPort = colon >= 0 && url.Slice(from + colon, end - from - colon).IndexOf((byte)']') < 0;
        return (from, (isPort ? from + colon : end) - from, end);
    }

    static string Pointer(string name) => "/" + name.ToLowerInvariant().Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
