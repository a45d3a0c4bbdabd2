namespace Klikspaan.Importing;

/// <summary>A row of a log of Zeek, however it was written (https://docs.zeek.org/en/master/script-reference/log-files.html).</summary>
static class ZeekRow
{
    /// <summary>The logs that are read.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["conn", "dns", "http", "ssl", "quic"];

    /// <summary>The fields that are looked at.</summary>
    public static IReadOnlySet<string> Fields { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "_path", "ts", "id.resp_h", "id.resp_p", "proto", "conn_state", "resp_bytes", "query", "method", "host", "uri", "referrer", "user_agent", "origin",
        "response_body_len", "status_code", "server_name", "trans_depth", "trans_id", "rejected", "client_initial_dcid", "established", "resumed", "cipher", "last_alert",
    };

    /// <summary>Of which log a row is that does not say so, by fields that only that log has; empty when it is of none that is read.</summary>
    public static string KindOf(IReadOnlyDictionary<string, LogText> row)
    {
        if (row.TryGetValue("_path", out var path))
        {
            return path.ToString() is var name && Kinds.Contains(name) ? name : "";
        }

        bool Has(string field) => row.ContainsKey(field);
        return !Has("ts") || !Has("id.resp_h") ? ""
            : Has("trans_depth") ? "http"
            : Has("client_initial_dcid") ? "quic"
            : Has("rejected") && (Has("trans_id") || Has("query")) ? "dns"
            : Has("established") && Has("resumed") ? "ssl"
            : Has("conn_state") ? "conn" : "";
    }

    /// <summary>The contact of which it tells; null, and a problem, when it names no host.</summary>
    public static Exchange? Read(LogLine line, string kind, IReadOnlyDictionary<string, LogText> row)
    {
        LogText Of(string field) => row.GetValueOrDefault(field);
        var contact = new LogContact(line) { At = Time(Of("ts")), Port = LogContact.PortOf(Of("id.resp_p")) };
        switch (kind)
        {
            case "conn":
                // Refused, never answered, or given up before an answer. Where only the other side was seen (RSTRH, SHR) that answered: what was sent to it is not shown.
                contact.Kind = Of("conn_state").ToString() is "S0" or "REJ" or "RSTOS0" or "SH" ? ExchangeKind.Attempt : ExchangeKind.Contact;
                contact.Scheme = Of("proto").ToString();
                contact.BytesIn = LogContact.Number(Of("resp_bytes"));
                break;
            case "dns":
                contact.Kind = ExchangeKind.Dns;
                contact.Scheme = Of("proto").ToString();
                contact.Name(Of("query"));
                return contact.Finish();
            case "http":
                contact.Scheme = "http";
                contact.Method = Of("method").ToString();
                contact.HostHeader(Of("host"));
                contact.Target(Of("uri"));
                contact.Header("referer", Of("referrer"));
                contact.Header("user-agent", Of("user_agent"));
                contact.Header("origin", Of("origin"));
                contact.Status = LogContact.StatusOf(Of("status_code"));
                contact.BytesIn = LogContact.Number(Of("response_body_len"));
                break;
            default:
                contact.Scheme = kind == "ssl" ? "tls" : kind;

                // That it was not seen to be completed is not that it was not: of one in datagrams only the two hellos are in clear. Without an answer of the server, or with an alert, it was not.
                contact.Kind = kind == "ssl" && Of("established").ToString() is ("F" or "false") && (Of("cipher").IsEmpty || !Of("last_alert").IsEmpty) ? ExchangeKind.TlsFailure : ExchangeKind.Contact;
                contact.Name(Of("server_name"));
                break;
        }


        // A target that is no path is one for a proxy (RFC 9112 section 3.2), whose address says nothing of the server.
        if (kind != "http" || Of("uri").IsEmpty || Of("uri").Bytes.Span[0] is (byte)'/' or (byte)'*' or (byte)'-')
        {
            contact.Address("id.resp_h", Of("id.resp_h"));
        }

        contact.Host = contact.Host.Length > 0 ? contact.Host : LogContact.HostOf(Of("id.resp_h").ToString());
        return contact.Finish();
    }

    static DateTimeOffset? Time(LogText text) => LogTime.Epoch(text.Bytes.Span) ?? LogTime.Stamp(text.ToString());
}
