using System.Net;
using System.Text;

namespace Klikspaan.Importing;

/// <summary>To where a flow went: by the name that the request was addressed to, else by that of the connection.</summary>
/// <param name="Scheme">Lower case; empty when it is not known.</param>
/// <param name="Host">Name or address, lower case; empty when it is not known.</param>
/// <param name="Port">The port; null for the scheme's own.</param>
/// <param name="Other">Another name, to which the request was handed; empty when there is none.</param>
sealed record FlowAddress(string Scheme, string Host, int? Port, string Other = "")
{
    /// <summary>
    /// The address of a request, as the tool itself shows it: by <c>:authority</c> or by the field <c>Host</c>, since the connection itself
    /// may have been redirected and know an address only. A request may name another host than the one to which it was handed.
    /// </summary>
    public static FlowAddress OfRequest(FlowValues values, CaptureEntry entry, TnetstringValue request, string method)
    {
        var scheme = values.Text(request, "scheme"u8).ToLowerInvariant();
        var target = values.Text(request, "host"u8);
        var port = Valid(values.Number(values.Member(request, "port"u8)));
        var version = values.Text(request, "http_version"u8);
        var authority = method == "CONNECT" || version.StartsWith("HTTP/2", StringComparison.Ordinal) || version.StartsWith("HTTP/3", StringComparison.Ordinal)
            ? values.Text(request, "authority"u8)
            : "";
        var named = Parse(authority.Length > 0 ? authority : HostField(values, entry, request));
        var connected = Parse(target.Contains(':', StringComparison.Ordinal) ? $"[{target}]" : target);
        var host = named.Host.Length > 0 ? named.Host : connected.Host;
        var isOther = host != connected.Host && connected.Host.Length > 0 && Ascii.IsValid(connected.Host) && !IPAddress.TryParse(connected.Host, out _);
        return new(scheme, host, Unusual(scheme, named.Host.Length > 0 ? named.Port ?? port : port), isOther ? connected.Host : "");
    }

    /// <summary>The address of a connection: by the name that its TLS handshake asked for, else by that of its server.</summary>
    public static FlowAddress OfConnection(FlowValues values, TnetstringValue flow, string scheme)
    {
        var (server, client) = (values.Member(flow, "server_conn"u8), values.Member(flow, "client_conn"u8));
        var address = values.Member(server, "address"u8) is { Tag: (byte)']' } known ? known
            : values.Member(server, "peername"u8) is { Tag: (byte)']' } peer ? peer
            : values.Member(server, "ip_address"u8);
        string[] names = [values.Text(server, "sni"u8), values.Text(client, "sni"u8), values.Text(values.Element(address, 0))];
        var name = names.FirstOrDefault(n => n.Length > 0) ?? "";
        return new(scheme, name.TrimEnd('.').ToLowerInvariant(), Unusual(scheme, Valid(values.Number(values.Element(address, 1)))));
    }

    /// <summary>The address that the tool was connected with; null where it does not say, and where that was another proxy.</summary>
    public static ServerAddress? Server(FlowValues values, TnetstringValue flow)
    {
        var server = values.Member(flow, "server_conn"u8);
        var (peer, member) = values.Member(server, "peername"u8) is { Tag: (byte)']' } known ? (known, "peername") : (values.Member(server, "ip_address"u8), "ip_address");
        var address = values.Element(peer, 0);
        return address.IsText && !values.Member(server, "via"u8).IsSomething ? ServerAddress.Read(values.Text(address), "server_conn " + member, address.At, address.Length) : null;
    }

    /// <summary>Whether TLS was asked for on a side of a flow and its handshake was not completed there.</summary>
    public static bool IsUnfinished(FlowValues values, TnetstringValue connection) =>
        values.IsTrue(connection, "tls"u8) && !values.IsTrue(connection, "tls_established"u8) && !values.Member(connection, "timestamp_tls_setup"u8).IsSomething;

    /// <summary>Whether a side of a flow is encrypted.</summary>
    public static bool IsEncrypted(FlowValues values, TnetstringValue connection) =>
        values.IsTrue(connection, "tls"u8) || values.IsTrue(connection, "tls_established"u8);

    static string HostField(FlowValues values, CaptureEntry entry, TnetstringValue request)
    {
        var cursor = new TnetstringCursor(entry, values.Member(request, "headers"u8));
        while (cursor.Next(out var pair))
        {
            if (values.Text(values.Element(pair, 0)).Equals("host", StringComparison.OrdinalIgnoreCase))
            {
                return values.Text(values.Element(pair, 1));
            }
        }

        return "";
    }

    static (string Host, int? Port) Parse(string authority)
    {
        // With a scheme before it what follows is read as an authority, and "host:port" is not taken for another scheme.
        var url = CapturedUrl.Parse(Encoding.UTF8.GetBytes("x://" + authority));
        return (url.Host, Valid(url.Port));
    }

    static int? Valid(int? port) => port is > 0 and <= ushort.MaxValue ? port : null;

    static int? Unusual(string scheme, int? port) => (scheme, port) is ("https", 443) or ("http", 80) ? null : port;
}
