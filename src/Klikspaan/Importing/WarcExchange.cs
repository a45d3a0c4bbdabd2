using System.Globalization;
using System.Text;

namespace Klikspaan.Importing;

/// <summary>Makes an exchange of the records of an entry.</summary>
sealed class WarcExchange(WarcEntry entry, string capture, ICollection<Problem> problems)
{
    ReadOnlyMemory<byte> json;

    /// <summary>The exchange; null, and a problem, when what it rests on cannot be read.</summary>
    public Exchange? Read()
    {
        json = entry.Metadata is { } record ? Block(record) ?? default : default;
        var exported = json.IsEmpty ? null : WarcExported.Read(entry.Metadata!, json, entry.Number, capture);
        var metadata = json.IsEmpty ? null : WarcMetadata.Read(json);
        if (exported is not null && metadata is not null)
        {
            return Exported(exported, metadata);
        }

        if (entry.Metadata is not null && metadata is null)
        {
            Add(entry.Metadata, "json", "metadata as JSON", "something else");
        }

        if (entry.Request is { } request)
        {
            return Http(request, metadata);
        }

        return metadata is not null && ExchangeKinds.Find(metadata.Kind) is { } kind and not ExchangeKind.Http ? Other(kind, metadata) : null;
    }

    /// <summary>An exchange that was written again from another capture: its octets, and what its metadata say.</summary>
    Exchange? Exported(WarcExported exported, WarcMetadata metadata)
    {
        if (entry.Request is { } request)
        {
            return Http(request, metadata) is { } read ? exported.Finish(read) : null;
        }

        var content = new List<Excerpt>();
        if (entry.Resource is { } resource && Block(resource) is { IsEmpty: false } block)
        {
            var (offset, length, steps) = resource.Place(0, block.Length);
            content.Add(new(MessagePart.Content, "", offset, length, steps, block));
        }

        return ExchangeKinds.Find(metadata.Kind) is { } kind ? exported.Finish(New(null, metadata) with { Kind = kind, Excerpts = content }) : null;
    }

    Exchange? Http(ArchivedRecord request, WarcMetadata? metadata)
    {
        var head = request.Head!;
        if (head.ContentType.Length > 0 && !head.ContentType.StartsWith("application/http", StringComparison.OrdinalIgnoreCase))
        {
            Add(request, "http", "a request of HTTP", "a record that says that it is of another protocol");
            return null;
        }

        if ((request.Fault is null ? Block(request) : request.BlockStart) is not { } block)
        {
            return null;
        }

        if (request.Fault is { } fault)
        {
            Add(request, fault.Kind, fault.Expected, fault.Found);
        }

        var parts = new RequestOctets(entry.Number, block, request.Place, capture)
        {
            IsIncomplete = metadata?.IsIncomplete ?? false,
            IsRewritten = head.Rewritten.Length > 0,
            IsTruncated = head.Truncated.Length > 0,
            WholeLength = request.Fault is null ? null : head.BlockLength,
        };
        if (!parts.Read())
        {
            Add(request, "http", "a request line", "something else");
            return null;
        }

        var url = CapturedUrl.Parse(Encoding.UTF8.GetBytes(head.TargetUri));
        return New(head.Date, metadata) with
        {
            Method = parts.Method,
            Scheme = url.Scheme,
            Host = url.Host,
            Port = url.Port,
            Server = ServerAddress.Read(head.Address, "WARC-IP-Address", request.Offset, request.Length),
            Path = parts.Path,
            Status = entry.Status,
            BytesIn = entry.BytesIn,
            Excerpts = parts.Excerpts,
            BytesOut = parts.BytesOut,
            BytesUnread = parts.BytesUnread,
            Problems = parts.Problems,
        };
    }

    Exchange Other(ExchangeKind kind, WarcMetadata metadata)
    {
        var content = new List<Excerpt>();
        if (kind is ExchangeKind.NotHttp or ExchangeKind.Datagrams && entry.Resource is { } resource && Block(resource) is { IsEmpty: false } block)
        {
            var (offset, length, steps) = resource.Place(0, block.Length);
            content.Add(new(MessagePart.Content, "", offset, length, steps, block));
        }

        var kept = content.Sum(c => (long)c.Bytes.Length);
        if (kind is ExchangeKind.Dns or ExchangeKind.TlsFailure && Name(kind) is { } name)
        {
            content.Add(name);
        }

        if (kind == ExchangeKind.NotHttp)
        {
            Add(entry.Metadata!, "not-http", "HTTP", string.Create(CultureInfo.InvariantCulture, $"{metadata.BytesSeen ?? kept} bytes of another protocol, of which {kept} were kept"));
        }
        else if (kind == ExchangeKind.TlsFailure)
        {
            Add(entry.Metadata!, "tls-failure", "a TLS handshake that is completed", "one that was not: contacted, contents not seen");
        }

        return New(metadata.At ?? entry.Metadata!.Head!.Date, metadata) with
        {
            Kind = kind,
            Scheme = kind switch { ExchangeKind.NotHttp => "tcp", ExchangeKind.Datagrams => "udp", ExchangeKind.TlsFailure => "tls", _ => metadata.Transport },
            Host = kind == ExchangeKind.File ? "" : metadata.Host,
            Port = kind is ExchangeKind.Dns or ExchangeKind.File ? null : metadata.Port,
            Path = kind == ExchangeKind.File ? metadata.Path : "",
            LeftFile = kind == ExchangeKind.File ? new(metadata.Change, metadata.BytesSeen, metadata.WrittenAt, Stored()) : null,
            Excerpts = content,
            BytesOut = kept,
        };
    }

    /// <summary>What was kept of a file.</summary>
    Excerpt? Stored()
    {
        if (entry.Resource is not { } resource || Block(resource) is not { IsEmpty: false } block)
        {
            return null;
        }

        var (offset, length, steps) = resource.Place(0, block.Length);
        return new(MessagePart.Content, "", offset, length, steps, block);
    }

    /// <summary>The name in it, as the program sent it: what is said in a name is said to whoever answers for it.</summary>
    Excerpt? Name(ExchangeKind kind)
    {
        if (JsonKind.Text(json.Span, kind == ExchangeKind.Dns ? "name"u8 : "sni"u8) is not (var at, > 0 and var length, var isEscaped))
        {
            return null;
        }

        var (offset, size, steps) = entry.Metadata!.Place(at, length);
        var text = json.Slice(at, length);
        return isEscaped
            ? JsonEscapes.TryUnescape(text.Span, out var plain, out _) ? new(MessagePart.Name, "", offset, size, Layer.Join(steps, "json-string"), plain) : null
            : new(MessagePart.Name, "", offset, size, steps, text);
    }

    Exchange New(DateTimeOffset? at, WarcMetadata? metadata) =>
        new() { Number = entry.Number, Offset = entry.Offset, Length = entry.Length, StartedAt = at, Sender = metadata?.Sender };

    ReadOnlyMemory<byte>? Block(ArchivedRecord record)
    {
        if (ArchivedBlock.Read(record) is not { } block)
        {
            Add(record, "gzip", "a gzip member with the checksum that it holds", "another");
            return null;
        }

        if (ArchivedBlock.IsOther(record.Head!, block.Span))
        {
            Add(record, "digest", "a block with the SHA-256 that the record holds", "another");
        }

        return block;
    }

    void Add(ArchivedRecord record, string kind, string expected, string found) =>
        problems.Add(new(new(capture, entry.Number, MessagePart.Whole, "", record.Offset, record.Length, ""), kind, expected, found));
}
