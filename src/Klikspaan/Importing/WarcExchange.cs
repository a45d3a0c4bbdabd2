using System.Globalization;
using System.Text;

namespace Klikspaan.Importing;

/// <summary>Makes an exchange of the records of an entry.</summary>
sealed class WarcExchange(WarcEntry entry, string capture, ICollection<Problem> problems)
{
    /// <summary>The exchange; null, and a problem, when what it rests on cannot be read.</summary>
    public Exchange? Read()
    {
        var metadata = entry.Metadata is { } record && Block(record) is { } json ? WarcMetadata.Read(json) : null;
        if (entry.Metadata is not null && metadata is null)
        {
            Add(entry.Metadata, "json", "metadata as JSON", "something else");
        }

        if (entry.Request is { } request)
        {
            return Http(request, metadata);
        }

        return metadata is not null && ExchangeKinds.Find(metadata.Kind) is { } kind ? Other(kind, metadata) : null;
    }

    Exchange? Http(ArchivedRecord request, WarcMetadata? metadata)
    {
        var head = request.Head!;
        if (head.ContentType.Length > 0 && !head.ContentType.StartsWith("application/http", StringComparison.OrdinalIgnoreCase))
        {
            Add(request, "http", "a request of HTTP", "a record that says that it is of another protocol");
            return null;
        }

        if (Block(request) is not { } block)
        {
            return null;
        }

        var parts = new WarcRequest(entry, request, block, capture) { IsIncomplete = metadata?.IsIncomplete ?? false };
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
            Path = parts.Path,
            Status = entry.Status,
            BytesIn = entry.BytesIn,
            Excerpts = parts.Excerpts,
            BytesOut = parts.BytesOut,
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
            Excerpts = content,
            BytesOut = kept,
        };
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
