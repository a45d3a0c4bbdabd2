using System.Globalization;
using System.Text;
using Klikspaan.Packets;

namespace Klikspaan.Importing;

/// <summary>A request of HTTP/2 as an entry: its parts, and where they were sent. A value that was sent before stands where it was sent first (RFC 7541 section 2.3.2).</summary>
sealed class Http2Request(Http2Message message, TcpTalk talk, SentBefore before)
{
    /// <summary>Content in more pieces than this has no place that could be written down.</summary>
    const int MostPieces = 1_000;
    readonly List<Excerpt> excerpts = [];
    readonly List<EntryFault> notes = [];
    long counted, unread;

    /// <summary>Makes an entry of a message.</summary>
    public static PacketEntry Entry(Http2Message message, TcpTalk talk, SentBefore before, (string Host, int Port)? authority) => new Http2Request(message, talk, before).Read(authority);

    PacketEntry Read((string Host, int Port)? authority)
    {
        var path = "";
        if (message.Find(":path"u8) is { } target)
        {
            var url = CapturedUrl.Parse(target.Value.Bytes.Span);
            path = Encoding.UTF8.GetString(target.Value.Bytes.Span[url.Path]);
            Add(MessagePart.Path, "", target.Value, url.Path);
            Add(MessagePart.Query, "", target.Value, url.Query);
        }

        foreach (var field in message.Fields.Concat(message.Trailers).Where(f => f.Name.Bytes.Span is not [(byte)':', ..]))
        {
            var name = Encoding.UTF8.GetString(field.Name.Bytes.Span).ToLowerInvariant();
            var isCookie = name == "cookie";
            counted += field.Name.Bytes.Length;
            Add(isCookie ? MessagePart.Cookie : MessagePart.Header, isCookie ? "" : "/" + name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal), field.Value, .., isKept: true);
        }

        Content();
        if (message.Broken.Length > 0)
        {
            notes.Add(new("incomplete", "the whole request", message.Broken));
        }

        var host = CapturedUrl.Parse(Encoding.UTF8.GetBytes("any://" + (message.Text(":authority"u8) is { Length: > 0 } named ? named : message.Text("host"u8))));
        var (offset, end) = Span();
        return new(0, offset, end - offset)
        {
            What = ExchangeKind.Http,
            At = talk.Places.Time(message.Offset) ?? talk.At,
            Method = message.Text(":method"u8),
            Scheme = talk.IsOpened ? "https" : message.Text(":scheme"u8) is { Length: > 0 and < 16 } scheme ? scheme.ToLowerInvariant() : "http",
            Host = host.Host.Length > 0 ? host.Host : authority?.Host ?? talk.Flow.Destination.ToString(),
            Port = host.Port ?? authority?.Port ?? talk.Flow.DestinationPort,
            Flow = talk.Flow,
            IsThroughProxy = authority is not null,
            Path = path,
            Pieces = excerpts,
            Counted = counted,
            Unread = unread,
            Notes = notes,
        };
    }

    (long Offset, long End) Span()
    {
        var (offset, length) = talk.Places.Span(message.Offset, message.End);
        return length > 0 ? (offset, offset + length) : (talk.Offset, talk.End);
    }

    void Content()
    {
        var content = message.Content;
        unread += message.ContentLength - content.Length;
        if (content.IsEmpty)
        {
            return;
        }

        var pieces = message.Pieces;
        var from = pieces[0].Offset;
        var length = pieces[^1].Offset + pieces[^1].Length - from;
        if (pieces.Count > MostPieces || length > talk.MostKept || talk.Places.Place(from, (int)length) is not { Length: > 0 } place)
        {
            unread += content.Length;
            notes.Add(new("limit", "content of which the place can be written down", "content in too many pieces, which was not read"));
            return;
        }

        var cuts = string.Join(',', pieces.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Offset - from}+{p.Length}")));
        excerpts.Add(new(MessagePart.Content, "", place.Offset, place.Length, pieces.Count == 1 ? place.Steps : Layer.Join(place.Steps, $"[{cuts}]"), content));
    }

    void Add(MessagePart part, string path, HpackText text, Range range, bool isKept = false)
    {
        var (at, length) = range.GetOffsetAndLength(text.Bytes.Length);
        if (length == 0 && !isKept)
        {
            return;
        }

        // An empty value stands nowhere; it is said to stand where it would.
        var sent = text.Place;
        if (!sent.IsWhole || before.Place(sent, talk.Places) is not { Offset: > 0 } place)
        {
            unread += length;
            notes.Add(new("place-lost", "header fields that stand in one piece that is still at hand", "one that was not read"));
            return;
        }

        var step = text.Form switch { HpackForm.Huffman => HuffmanText.Step, HpackForm.Static => HpackStaticTable.Step, _ => "" };
        var steps = Layer.Join(place.Steps, step);
        var isPart = length < text.Bytes.Length;
        excerpts.Add(isPart && steps.Length == 0
            ? new(part, path, place.Offset + at, length, "", text.Bytes.Slice(at, length))
            : new(part, path, place.Offset, place.Length, isPart ? Layer.Join(steps, string.Create(CultureInfo.InvariantCulture, $"[{at}+{length}]")) : steps, text.Bytes.Slice(at, length)));
    }
}
