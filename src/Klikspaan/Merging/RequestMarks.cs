using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Klikspaan.Merging;

/// <summary>Marks of requests that follow each other, by which those of other captures are known to be the same. Made on any core.</summary>
public sealed class RequestMarks
{
    // What undoes a coding of content; a tool may have kept the content as it came, or as it was before.
    static readonly FrozenSet<string> Codings = new[] { "gzip", "zlib", "deflate", "br", "zstd", "chunked" }.ToFrozenSet(StringComparer.Ordinal);

    // How a request was carried, which differs with the version of HTTP and from one side of a proxy to the other.
    static readonly FrozenSet<string> Carried = new[]
    {
        "host", "connection", "proxy-connection", "keep-alive", "content-length", "transfer-encoding", "content-encoding", "te", "trailer", "upgrade", "http2-settings",
    }.ToFrozenSet(StringComparer.Ordinal);

    readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    readonly List<RequestMark> marks = [];

    /// <summary>The marks, in the order of the capture.</summary>
    public IReadOnlyList<RequestMark> All => marks;

    /// <summary>Requests of which the capture does not say when they were sent: nothing shows that another is the same.</summary>
    public long Untimed { get; private set; }

    /// <summary>Adds an exchange; only a request of HTTP is compared.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="layers">Its layers, each after the one that it was found in.</param>
    public void Add(Exchange exchange, IReadOnlyList<Layer> layers)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        ArgumentNullException.ThrowIfNull(layers);
        if (exchange.Kind != ExchangeKind.Http)
        {
            return;
        }

        if (exchange.StartedAt is { } at)
        {
            marks.Add(new(exchange.Number, Digest(exchange, layers), at, Fields(exchange)));
        }
        else
        {
            Untimed++;
        }
    }

    RequestDigest Digest(Exchange exchange, IReadOnlyList<Layer> layers)
    {
        // A websocket is a request too, and tools differ in what they call its scheme.
        var isSecure = exchange.Scheme is "https" or "wss";
        var port = exchange.Port ?? (isSecure ? 443 : 80);
        Append(string.Create(CultureInfo.InvariantCulture, $"{exchange.Method} {(isSecure ? "https" : "http")}://{exchange.Host}:{port}"));
        // Tools write these down as they are or as they were sent (RFC 3986 sections 2.1 and 6.2.3).
        Append(exchange.Path.Length == 0 ? "/"u8 : Escaped(Encoding.UTF8.GetBytes(exchange.Path)));
        foreach (var excerpt in exchange.Excerpts)
        {
            if (excerpt.Part is MessagePart.Query or MessagePart.Content or MessagePart.Message)
            {
                Append((byte)excerpt.Part);
                Append(excerpt.Part == MessagePart.Query ? Escaped(excerpt.Bytes.Span) : Plain(excerpt, layers).Span);
            }
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return new(BinaryPrimitives.ReadUInt128BigEndian(digest), BinaryPrimitives.ReadUInt128BigEndian(digest[16..]));
    }

    /// <summary>With what is not ASCII by its bytes, as it goes over the line.</summary>
    static ReadOnlySpan<byte> Escaped(ReadOnlySpan<byte> bytes)
    {
        if (Ascii.IsValid(bytes))
        {
            return bytes;
        }

        var text = new ArrayBufferWriter<byte>(bytes.Length * 3);
        foreach (var b in bytes)
        {
            if (b < 0x80)
            {
                text.Write([b]);
            }
            else
            {
                text.Write([(byte)'%', .. Encoding.ASCII.GetBytes(Convert.ToHexString([b]))]);
            }
        }

        return text.WrittenSpan;
    }

    /// <summary>The bytes of a piece once its codings are undone.</summary>
    static ReadOnlyMemory<byte> Plain(Excerpt excerpt, IReadOnlyList<Layer> layers)
    {
        Layer? at = null;
        foreach (var layer in layers)
        {
            if (at is null ? layer.Parent is null && ReferenceEquals(layer.Root, excerpt) : ReferenceEquals(layer.Parent, at) && layer.Length == at.Bytes.Length && IsCoding(layer.Steps))
            {
                at = layer;
            }
        }

        return at?.Bytes ?? excerpt.Bytes;
    }

    static bool IsCoding(string steps)
    {
        foreach (var step in steps.AsSpan().Split('|'))
        {
            if (!Codings.GetAlternateLookup<ReadOnlySpan<char>>().Contains(steps.AsSpan(step)))
            {
                return false;
            }
        }

        return steps.Length > 0;
    }

    List<FieldMark> Fields(Exchange exchange)
    {
        var fields = new List<FieldMark>();
        foreach (var excerpt in exchange.Excerpts)
        {
            if (excerpt.Part == MessagePart.Cookie)
            {
                // One field or several, as the version of HTTP has it.
                foreach (var pair in excerpt.Bytes.Span.Split((byte)';'))
                {
                    fields.Add(Field("cookie", excerpt.Bytes.Span[pair].Trim(" \t"u8)));
                }
            }
            else if (excerpt.Part == MessagePart.Header && excerpt.Path.TrimStart('/') is var name && !name.StartsWith(':') && !Carried.Contains(name))
            {
                fields.Add(Field(name, excerpt.Bytes.Span.Trim(" \t"u8)));
            }
        }

        return fields;
    }

    FieldMark Field(string name, ReadOnlySpan<byte> value)
    {
        if (!names.TryGetValue(name, out var known))
        {
            names.Add(name, known = name);
        }

        Append(name);
        Append(value);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return new(known, BinaryPrimitives.ReadUInt128BigEndian(digest));
    }

    void Append(byte what) => hash.AppendData([what]);

    void Append(string text)
    {
        var room = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        Append(room.AsSpan(0, Encoding.UTF8.GetBytes(text, room)));
        ArrayPool<byte>.Shared.Return(room);
    }

    /// <summary>With its length before it, so that no two lists of pieces give the same bytes.</summary>
    void Append(ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(length, bytes.Length);
        hash.AppendData(length);
        hash.AppendData(bytes);
    }
}
