using System.Text;

namespace Klikspaan.Importing;

/// <summary>Makes an exchange of what packets say of it.</summary>
sealed class PacketExchange(PacketEntry entry, string capture, ICollection<Problem> problems)
{
    /// <summary>The exchange; null, and a problem, when its request cannot be read.</summary>
    public Exchange? Read()
    {
        foreach (var note in entry.Notes)
        {
            problems.Add(new(new(capture, entry.Number, MessagePart.Whole, "", entry.Offset, entry.Length, ""), note.Kind, note.Expected, note.Found));
        }

        return entry is { What: ExchangeKind.Http, Places: not null } ? Octets() : Pieces();
    }

    Exchange? Octets()
    {
        var parts = new RequestOctets(entry.Number, entry.Block, (at, length) => entry.Places!.Place(entry.BlockAt + at, length), capture)
        {
            IsIncomplete = entry.IsIncomplete,
            WholeLength = entry.BlockLength > entry.Block.Length ? entry.BlockLength : null,
        };
        if (!parts.Read())
        {
            problems.Add(new(new(capture, entry.Number, MessagePart.Whole, "", entry.Offset, entry.Length, ""), "http", "a request line", "something else"));
            return null;
        }

        var address = Address(parts);
        var exchange = New(address.Scheme, address.Host, address.Port);

        // A line that names the host as well, or asks for a tunnel, is one for a proxy (RFC 9112 section 3.2).
        return exchange with
        {
            Server = parts.Method == "CONNECT" || CapturedUrl.Parse(parts.Target.Span).Scheme.Length > 0 ? null : exchange.Server,
            Method = parts.Method,
            Path = parts.Path,
            Excerpts = [.. parts.Excerpts, .. entry.Pieces],
            BytesOut = parts.BytesOut + entry.Pieces.Sum(p => (long)p.Bytes.Length) + entry.Unread,
            BytesUnread = parts.BytesUnread + entry.Unread,
            Problems = parts.Problems,
        };
    }

    /// <summary>To where a request went: what its line says, as to a proxy; else its host field; else the address of the connection.</summary>
    (string Scheme, string Host, int? Port) Address(RequestOctets parts)
    {
        var url = CapturedUrl.Parse(parts.Target.Span);
        if (url is { Scheme.Length: > 0, Host.Length: > 0 })
        {
            return (url.Scheme, url.Host, Known(url.Scheme, url.Port));
        }

        url = CapturedUrl.Parse(Encoding.UTF8.GetBytes("any://" + parts.HostField));
        return url.Host.Length > 0 ? (entry.Scheme, url.Host, Known(entry.Scheme, url.Port ?? entry.Port)) : (entry.Scheme, entry.Host, Known(entry.Scheme, entry.Port));
    }

    /// <summary>Protocols besides TCP and UDP have no ports.</summary>
    static int? Known(string scheme, int? port) => (scheme, port) is ("https" or "wss", 443) or ("http" or "ws", 80) or (_, 0) ? null : port;

    Exchange Pieces()
    {
        var excerpts = entry.Pieces;
        if (entry.Block.Length > 0)
        {
            var (offset, length, steps) = entry.Places!.Place(entry.BlockAt, entry.Block.Length);
            excerpts = [.. excerpts, new(MessagePart.Content, "", offset, length, steps, entry.Block)];
        }

        var unread = entry.BlockLength - entry.Block.Length + entry.Unread;
        return New(entry.Scheme, entry.Host, entry.What == ExchangeKind.Dns ? null : Known(entry.Scheme, entry.Port)) with
        {
            Method = entry.Method,
            Path = entry.Path,
            Excerpts = excerpts,
            BytesOut = excerpts.Where(e => e.Part != MessagePart.Name).Sum(e => (long)e.Bytes.Length) + unread + entry.Counted,
            BytesUnread = unread,
        };
    }

    Exchange New(string scheme, string host, int? port) => new()
    {
        Number = entry.Number,
        Offset = entry.Offset,
        Length = entry.Length,
        Kind = entry.What,
        StartedAt = entry.At,
        Scheme = scheme,
        Host = host,
        Port = port,
        Server = entry is { What: not ExchangeKind.Dns, IsThroughProxy: false } && entry.Flow != default ? new(entry.Flow.Destination.ToString(), "destination of the packets", entry.Offset, entry.Length) : null,
        Status = entry.Status,
        BytesIn = entry.BytesIn,
    };
}
