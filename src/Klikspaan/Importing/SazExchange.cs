using System.Text;

namespace Klikspaan.Importing;

/// <summary>Makes an exchange of a session of a Fiddler archive.</summary>
sealed class SazExchange(SazEntry entry, string capture, ICollection<Problem> problems)
{
    /// <summary>A deflated byte comes to at most this many (RFC 1951: 258 bytes for two bits, and then some).</summary>
    const int LargestRatio = 1032;

    /// <summary>The exchange; null, and a problem, when its request cannot be read.</summary>
    public Exchange? Read()
    {
        foreach (var file in entry.Unread)
        {
            Add(file, file.Fault!.Kind, file.Fault.Expected, file.Fault.Found);
        }

        if (Block(out var whole) is not { } block)
        {
            return null;
        }

        var request = entry.Request;
        var parts = new RequestOctets(entry.Number, block, request.Place, capture) { WholeLength = whole };
        if (!parts.Read())
        {
            Add(request, "http", "a request line", "something else");
            return null;
        }

        var address = Address(parts, entry.Metadata);
        return parts.Method == "CONNECT" ? Tunnel(address) : New(address) with
        {
            Method = parts.Method,
            Path = parts.Path,
            Status = entry.Status,
            BytesIn = entry.BytesIn,
            Excerpts = parts.Excerpts,
            BytesOut = parts.BytesOut,
            BytesUnread = parts.BytesUnread,
            Problems = parts.Problems,
        };
    }

    /// <summary>To where a request went: what its line says, or else its host field and the metadata.</summary>
    public static (string Scheme, string Host, int? Port) Address(RequestOctets parts, SazMetadata? metadata)
    {
        var isTunnel = parts.Method == "CONNECT";
        var url = CapturedUrl.Parse(parts.Target.Span);
        var isAbsolute = !isTunnel && url is { Scheme.Length: > 0, Host.Length: > 0 };
        url = isAbsolute ? url : CapturedUrl.Parse(Encoding.UTF8.GetBytes("any://" + (isTunnel ? Encoding.UTF8.GetString(parts.Target.Span) : parts.HostField)));
        var scheme = isTunnel ? "tcp" : isAbsolute ? url.Scheme : metadata is null ? "" : metadata.IsHttps ? "https" : "http";
        return (scheme, url.Host, (scheme, url.Port) is ("https", 443) or ("http", 80) ? null : url.Port);
    }

    /// <summary>
    /// Of a tunnel that was not decrypted nothing was kept. What stands in the archive for its content was written by the recorder,
    /// and its header fields went to the proxy alone, not to the host.
    /// </summary>
    Exchange Tunnel((string Scheme, string Host, int? Port) address)
    {
        if (entry.Status is < 200 or >= 300)
        {
            return New(address) with { Kind = ExchangeKind.Attempt };
        }

        var metadata = entry.Metadata;
        var bytes = metadata?.BytesOut is { } count ? Text($"{count} bytes") : "bytes, of which the number is not established,";
        Add(entry.Request, "not-http", "HTTP", metadata is { IsDecrypting: true }
            ? "a tunnel that was to be decrypted, and no request to its host"
            : $"{bytes} through a tunnel that was not decrypted, of which 0 were kept");
        return New(address) with { Kind = ExchangeKind.NotHttp, BytesIn = metadata?.BytesIn };
    }

    Exchange New((string Scheme, string Host, int? Port) address) => new()
    {
        Number = entry.Number,
        Offset = entry.Offset,
        Length = entry.Length,
        StartedAt = entry.Metadata?.StartedAt,
        Sender = entry.Metadata?.Sender,
        Scheme = address.Scheme,
        Host = address.Host,
        Port = address.Port,
        Server = ServerAddress.Read(entry.Metadata?.Address ?? "", "x-hostIP", entry.Offset, entry.Length),
    };

    /// <summary>The request, or its beginning and how long it is when it is too large; null, and a problem, when it is not what was compressed.</summary>
    ReadOnlyMemory<byte>? Block(out long? whole)
    {
        var (request, limits) = (entry.Request, entry.Limits);
        whole = null;

        // Where the archive itself says that it comes to more, it is not tried.
        var isTooLarge = !request.IsWhole || (request.IsDeflated && request.Inflated > limits.LayerBytes && request.Inflated <= request.PackedLength * LargestRatio);
        byte[]? inflated = null;
        if (!isTooLarge && request.IsDeflated)
        {
            inflated = ZipDeflated.Inflate(request.Packed, limits.LayerBytes, out isTooLarge);
            if (inflated is null)
            {
                Add(request, "zip", "deflate that ends where the file ends", "something else");
                return null;
            }
        }

        if (isTooLarge)
        {
            var beginning = request.Beginning(ZipFiles.BeginningBytes);
            whole = Math.Clamp(request.Inflated, beginning.Length, Math.Max(beginning.Length, request.IsDeflated ? request.PackedLength * LargestRatio : request.PackedLength));
            Add(request, "limit", Text($"at most {limits.EntryBytes} bytes, and {limits.LayerBytes} without compression"), Text($"a request of {request.PackedLength} and {whole} bytes, of which the head was read"));
            return beginning;
        }

        var block = inflated ?? request.Packed;
        var checksum = new Crc32();
        checksum.Add(block.Span);
        if (checksum.Value != request.Checksum || block.Length != request.Inflated)
        {
            Add(request, "zip", "a file with the size and the checksum that the archive holds", "another");
        }

        return block;
    }

    static string Text(FormattableString text) => FormattableString.Invariant(text);

    void Add(ZippedFile file, string kind, string expected, string found) =>
        problems.Add(new(new(capture, entry.Number, MessagePart.Whole, "", file.Offset, file.Length, ""), kind, expected, found));
}
