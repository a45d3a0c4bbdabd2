using System.Globalization;
using Klikspaan.Packets;

namespace Klikspaan.Importing;

/// <summary>
/// Datagrams (RFC 768) between two addresses and ports: names that are looked up, a connection of QUIC, or something else; or packets of another protocol
/// than UDP and TCP between two addresses.
/// </summary>
sealed class UdpTalk : Talk
{
    const int MostKept = 64 << 10, MostDatagrams = 100, Dns = 53, MulticastDns = 5353, LocalNames = 5355, DnsOverQuic = 853, FirstHandedOut = 32_768;
    readonly List<Excerpt> kept = [];
    QuicCrypto? quic;
    readonly PacketFormat format;
    long sent, received, unread, helloAt = -1, helloEnd;
    int bytes;
    bool isHello;

    /// <summary>Datagrams of which this is the first.</summary>
    public UdpTalk(Talks all, Segment first)
        : base(all, first)
    {
        // Of what began before the capture the first packet may be an answer: it comes from a port of a service to one that a system hands out.
        var isAnswer = InternetProtocols.IsAnswer(first.Flow.Protocol, first.Payload.Span);
        Flow = isAnswer ? first.Flow.Reverse() : first.Flow is { SourcePort: < FirstHandedOut, DestinationPort: >= FirstHandedOut } ? first.Flow.Reverse() : first.Flow;
        format = first.Format;
    }

    /// <inheritdoc/>
    public override void Finish()
    {
        All.Room += bytes;
        if (quic is { IsOpened: true })
        {
            All.Add(Quic());
        }
        else if (IsTunnel)
        {
            All.Add(Entry(ExchangeKind.Contact, Scheme) with
            {
                Notes = [new("encrypted", "contents that can be read", string.Create(CultureInfo.InvariantCulture, $"an encrypted tunnel: {sent} bytes sent, {received} bytes received"))],
            });
        }
        else if (kept.Count > 0 || unread > 0)
        {
            All.Add(Entry(ExchangeKind.Datagrams, Scheme) with { Pieces = kept, Unread = unread });
        }
        else if (sent == 0 && received > 0)
        {
            All.Add(Entry(ExchangeKind.Contact, Scheme) with { Notes = [new("received-only", "datagrams in both directions", string.Create(CultureInfo.InvariantCulture, $"{received} bytes from there, and none that went there"))] });
        }
    }

    /// <inheritdoc/>
    protected override void Hear(in Segment segment)
    {
        if (segment.Flow != Flow)
        {
            received += segment.Payload.Length + segment.Missing;
            return;
        }

        sent += segment.Payload.Length + segment.Missing;
        if (IsTunnel)
        {
            return;
        }

        if (Flow.Protocol > 0)
        {
            Keep(segment);
        }
        else if (IsLookup(Flow.DestinationPort) && segment.PayloadAt >= 0 && DnsMessage.Read(segment.Payload.Span) is { } message)
        {
            if (message.IsResponse)
            {
                // What a device tells of itself on its own network.
                Keep(segment);
            }
            else
            {
                var at = segment.PayloadAt;
                All.Add(Lookups.Entry(message, Entry(ExchangeKind.Dns, "udp") with { Offset = segment.Offset, Length = segment.End - segment.Offset, At = segment.At }, (place, length) => (at + place, length, "")));
            }
        }
        else if (quic is not null || (kept.Count == 0 && QuicCrypto.Is(segment.Payload.Span)))
        {
            Quic(segment);
        }
        else
        {
            Keep(segment);
        }
    }

    /// <summary>Whether what goes on in it is between other addresses, and encrypted.</summary>
    bool IsTunnel => Flow.Protocol == InternetProtocols.Esp;

    string Scheme => Flow.Protocol > 0 ? InternetProtocols.Name(Flow.Protocol) : "udp";

    static bool IsLookup(ushort port) => port is Dns or MulticastDns or LocalNames;

    void Quic(in Segment segment)
    {
        quic ??= new();
        var wasOpened = quic.IsOpened;
        var length = segment.Payload.Length;
        if (!isHello && length <= All.Room && quic.Take(segment.Payload.Span))
        {
            // What is kept of a datagram is no more than it has.
            All.Room -= length;
            bytes += length;
            helloAt = helloAt < 0 ? segment.Offset : helloAt;
            helloEnd = segment.End;
            isHello = TlsClientHello.Read(Whole(quic.Handshake())) is not null;
        }

        if (!wasOpened && !quic.IsOpened)
        {
            Keep(segment);
        }
    }

    /// <summary>The first message, when all of it is there.</summary>
    static byte[] Whole(byte[] handshake) =>
        handshake.Length >= 4 && handshake.Length >= 4 + ((handshake[1] << 16) | (handshake[2] << 8) | handshake[3]) ? handshake : [];

    void Keep(in Segment segment)
    {
        var length = segment.Payload.Length;
        if (segment.PayloadAt < 0 || kept.Count == MostDatagrams || bytes + length > MostKept || length > All.Room)
        {
            unread += length;
        }
        else
        {
            All.Room -= length;
            bytes += length;
            kept.Add(new(MessagePart.Message, "/" + kept.Count.ToString(CultureInfo.InvariantCulture), segment.PayloadAt, length, "", segment.Payload.ToArray()));
        }

        unread += segment.Missing;
    }

    PacketEntry Quic()
    {
        var handshake = quic!.Handshake();
        var read = TlsClientHello.Read(Whole(handshake));
        var isDns = Flow.DestinationPort == DnsOverQuic || (read is not null && read.Protocols.Any(p => p.StartsWith("doq", StringComparison.Ordinal)));
        var entry = Entry(ExchangeKind.Contact, "quic");
        var notes = new List<EntryFault>
        {
            new(isDns ? "encrypted-dns" : "encrypted", isDns ? "names that are looked up in clear" : "contents that can be read",
                string.Create(CultureInfo.InvariantCulture, $"an encrypted connection of QUIC: {sent} bytes sent, {received} bytes received")),
        };
        if (read is not { Name.Length: > 0 })
        {
            notes.Add(new("no-name", "the name that was asked for", "none"));
            return entry with { Notes = notes };
        }

        notes.AddRange(SpokenTls.Covered(read));
        var name = new Excerpt(MessagePart.Name, "", helloAt, helloEnd - helloAt, QuicStep.Of(format, read.NameAt, read.Name.Length), handshake.AsMemory(read.NameAt, read.Name.Length));
        return entry with { Host = read.Name.TrimEnd('.').ToLowerInvariant(), Pieces = [name], Notes = notes };
    }

    PacketEntry Entry(ExchangeKind kind, string scheme) => new(0, Offset, End - Offset)
    {
        What = kind,
        At = At,
        Scheme = scheme,
        Host = Flow.Destination.ToString(),
        Port = Flow.DestinationPort,
        Flow = Flow,
    };
}
