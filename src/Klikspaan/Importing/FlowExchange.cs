using System.Globalization;
using System.Text;

namespace Klikspaan.Importing;

/// <summary>Makes an exchange of a record of a file of flows.</summary>
sealed class FlowExchange
{
    /// <summary>The versions of the format that are known.</summary>
    const int FirstVersion = 7, LastVersion = 21;
    readonly FlowEntry entry;
    readonly string capture;
    readonly ICollection<Problem> problems;
    readonly FlowValues values;
    readonly FlowExcerpts parts;
    readonly TnetstringValue flow;

    /// <summary>Prepares the reading of a record.</summary>
    public FlowExchange(FlowEntry entry, string capture, ICollection<Problem> problems)
    {
        (this.entry, this.capture, this.problems) = (entry, capture, problems);
        (values, parts, flow) = (new(entry), new(entry, capture), entry.Body);
    }

    /// <summary>The exchange; null, and a problem, when there is none that can be read.</summary>
    public Exchange? Read()
    {
        if (entry.Damage is { } damage)
        {
            Add(damage.Kind, damage.Expected, damage.Found);
        }

        var members = new TnetstringCursor(entry, flow);
        while (members.NextMember(out _, out _))
        {
        }

        parts.Check(members);
        var exchange = IsKnown() ? Of(values.Text(flow, "type"u8)) : null;
        if (exchange is not null)
        {
            return exchange with { Server = exchange.Kind == ExchangeKind.Dns ? null : FlowAddress.Server(values, flow), Excerpts = parts.Excerpts, BytesOut = parts.BytesOut, BytesUnread = parts.BytesUnread, Problems = parts.Problems };
        }

        foreach (var problem in parts.Problems)
        {
            problems.Add(problem);
        }

        return null;
    }

    /// <summary>The version of the format; null when it is none of one number, as until 2018.</summary>
    public static int? Version(FlowEntry entry) => new FlowValues(entry) is var values ? values.Number(values.Member(entry.Body, "version"u8)) : null;

    bool IsKnown()
    {
        var value = values.Member(flow, "version"u8);
        if (Version(entry) is { } version)
        {
            if (version > LastVersion)
            {
                parts.Problem("version", MessagePart.Whole, $"version {FirstVersion} to {LastVersion} of the format", $"version {version}: what is new in it was not read");
            }
            else if (version < FirstVersion)
            {
                Refuse($"version {version}");
            }

            return version >= FirstVersion;
        }

        Refuse(value.Tag == ']' ? "version " + Numbers(value) : "no version");
        return false;
    }

    void Refuse(string found) => Add("version", $"version {FirstVersion} to {LastVersion} of the format", $"{found}; the flow was not read");

    /// <summary>A version of several numbers, such as 0.18.2.</summary>
    string Numbers(TnetstringValue list)
    {
        var numbers = new StringBuilder();
        var cursor = new TnetstringCursor(entry, list);
        for (var i = 0; i < 3 && cursor.Next(out var number); i++)
        {
            numbers.Append(i > 0 ? "." : "").Append(values.Number(number) is { } known ? known.ToString(CultureInfo.InvariantCulture) : "?");
        }

        return numbers.ToString();
    }

    Exchange? Of(string type) => type switch
    {
        "http" => new FlowRequest(entry, values, parts, flow).Read() ?? None("flow", "a request", "none"),
        "websocket" => Websocket(),
        "tcp" or "udp" => Connection(type),
        "dns" => Dns(),
        _ => None("flow", "a flow of http, websocket, tcp, udp or dns", "another"),
    };

    Exchange? None(string kind, string expected, string found)
    {
        Add(kind, expected, found);
        return null;
    }

    /// <summary>Until version 11 the messages of a websocket were a flow of their own, behind that of the request that opened it.</summary>
    Exchange Websocket()
    {
        var messages = new FlowMessages(entry, values, parts);
        messages.Read(values.Member(flow, "messages"u8));
        if (entry.Handshake is null)
        {
            parts.Problem("flow", MessagePart.Whole, "the request that opened the websocket, before its messages", "none: it is told where the connection went");
        }

        var scheme = FlowAddress.IsEncrypted(values, values.Member(flow, "server_conn"u8)) ? "https" : "http";
        var address = entry.Handshake ?? (FlowAddress.OfConnection(values, flow, scheme) is var known ? new(scheme, known.Host, known.Port, "") : null)!;
        return New(messages.FirstAt) with { Scheme = address.Scheme, Host = address.Host, Port = address.Port, Path = address.Path };
    }

    Exchange Connection(string scheme)
    {
        var messages = new FlowMessages(entry, values, parts);
        messages.Read(values.Member(flow, "messages"u8));
        var address = FlowAddress.OfConnection(values, flow, scheme);
        var kind = messages.IsSent || parts.BytesOut > 0 ? scheme == "tcp" ? ExchangeKind.NotHttp : ExchangeKind.Datagrams : IsUnfinished() ? ExchangeKind.TlsFailure : ExchangeKind.Attempt;
        if (kind == ExchangeKind.NotHttp)
        {
            parts.Problem("not-http", MessagePart.Whole, "HTTP", string.Create(CultureInfo.InvariantCulture, $"{parts.BytesOut} bytes of another protocol, of which {parts.BytesOut - parts.BytesUnread} were kept"));
        }
        else if (kind == ExchangeKind.TlsFailure)
        {
            parts.Problem("tls-failure", MessagePart.Whole, "a TLS handshake that is completed", "one that was not: contacted, contents not seen");
            Name();
        }

        return New(messages.FirstAt) with { Kind = kind, Scheme = kind == ExchangeKind.TlsFailure ? "tls" : scheme, Host = address.Host, Port = address.Port };
    }

    bool IsUnfinished() =>
        values.Member(flow, "error"u8).IsSomething
        && (FlowAddress.IsUnfinished(values, values.Member(flow, "client_conn"u8)) || FlowAddress.IsUnfinished(values, values.Member(flow, "server_conn"u8)));

    /// <summary>The name by which the handshake asked for its server.</summary>
    void Name()
    {
        var name = values.Member(values.Member(flow, "client_conn"u8), "sni"u8);
        name = name.IsText ? name : values.Member(values.Member(flow, "server_conn"u8), "sni"u8);
        if (name is { IsText: true, Length: > 0 })
        {
            parts.Add(MessagePart.Name, "", name.At, name.Length, isCounted: false);
        }
    }

    Exchange? Dns()
    {
        var request = values.Member(flow, "request"u8);
        var questions = new TnetstringCursor(entry, values.Member(request, "questions"u8));
        var (host, count) = ("", 0);
        while (questions.Next(out var question))
        {
            if (values.Member(question, "name"u8) is { IsText: true, LeftOut: 0 } name)
            {
                host = count == 0 ? values.Text(name).TrimEnd('.').ToLowerInvariant() : host;
                parts.Add(MessagePart.Name, count == 0 ? "" : "/" + count.ToString(CultureInfo.InvariantCulture), name.At, name.Length, isCounted: false);
                count++;
            }
        }

        parts.Check(questions, MessagePart.Name);
        return count == 0 ? None("flow", "a name that was looked up", "none") : New(values.Time(values.Member(request, "timestamp"u8))) with { Kind = ExchangeKind.Dns, Host = host };
    }

    /// <summary>An exchange at this time; else when the flow began, or the connection.</summary>
    Exchange New(DateTimeOffset? at) => new()
    {
        Number = entry.Number,
        Offset = entry.Offset,
        Length = entry.Length,
        StartedAt = at ?? values.Time(values.Member(flow, "timestamp_created"u8)) ?? values.Time(values.Member(values.Member(flow, "client_conn"u8), "timestamp_start"u8)),
    };

    void Add(string kind, string expected, string found) =>
        problems.Add(new(new(capture, entry.Number, MessagePart.Whole, "", entry.Offset, entry.Length, ""), kind, expected, found));
}
