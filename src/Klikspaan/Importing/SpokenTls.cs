using System.Globalization;
using Klikspaan.Packets;

namespace Klikspaan.Importing;

/// <summary>A connection of TLS without its keys: what its handshake says in clear, and how much went through it.</summary>
sealed class SpokenTls(TcpTalk talk, (string Host, int Port)? authority) : ISpoken
{
    readonly TlsHandshake client = new(), server = new();
    byte[] hello = [];
    StreamPlaces? places;
    long nameAt, lost;
    string certificate = "";
    int askedOfClient, askedOfServer;
    bool isAsked;

    /// <inheritdoc/>
    public void Sent(ReadOnlyMemory<byte> bytes, long at)
    {
        if (client.IsOver || !Ask(client, bytes.Length, ref askedOfClient))
        {
            return;
        }

        client.Take(bytes.Span, at);
        if (!isAsked && client.Message(TlsClientHello.Client, out var place) is { IsEmpty: false } message)
        {
            (isAsked, hello) = (true, message.ToArray());
            if (TlsClientHello.Read(message) is { Name.Length: > 0 } read && client.Place(place + read.NameAt, read.Name.Length) is >= 0 and var from)
            {
                nameAt = from;
                places = talk.Places.Copy(from, from + read.Name.Length);
            }
        }

        if (client.IsOver)
        {
            Forget(client, ref askedOfClient);
            talk.Ignore(sent: true, received: server.IsOver);
        }
    }

    /// <inheritdoc/>
    public void Received(ReadOnlyMemory<byte> bytes, long at)
    {
        if (server.IsOver || !Ask(server, bytes.Length, ref askedOfServer))
        {
            return;
        }

        server.Take(bytes.Span, at);
        if (server.IsOver)
        {
            certificate = TlsCertificates.Name(server);
            Forget(server, ref askedOfServer);
            talk.Ignore(sent: client.IsOver, received: true);
        }
    }

    /// <inheritdoc/>
    public void Lost(long count, long at, bool isSent)
    {
        // The handshake cannot be followed any more.
        var side = isSent ? client : server;
        lost += side.IsOver ? 0 : count;
        side.Lose();
        talk.Ignore(sent: client.IsOver, received: server.IsOver);
    }

    /// <inheritdoc/>
    public void Finish()
    {
        certificate = certificate.Length > 0 ? certificate : TlsCertificates.Name(server);
        Forget(client, ref askedOfClient);
        Forget(server, ref askedOfServer);
        var read = TlsClientHello.Read(hello);
        var isOpen = client.IsEncrypted || (server.IsEncrypted && read is null);
        var entry = talk.Entry(isOpen ? ExchangeKind.Contact : ExchangeKind.TlsFailure, "tls").To(authority);
        var notes = new List<EntryFault>
        {
            isOpen
                ? Hidden("an encrypted connection", read?.Protocols ?? [], entry.Port)
                : new("tls-failure", "a TLS handshake that is completed", "one that was not: contacted, contents not seen"),
        };
        if (read is { Name.Length: > 0 })
        {
            entry = entry with { Host = read.Name.TrimEnd('.').ToLowerInvariant() };
        }
        else if (authority is null)
        {
            notes.Add(new("no-name", "the name that was asked for", certificate.Length > 0 ? $"none; the certificate that came is of {certificate}" : "none"));
        }

        if (lost > 0)
        {
            notes.Add(Spoken.Missing(lost));
        }

        notes.AddRange(Covered(read));
        talk.Add(entry with { Pieces = Name(read), Notes = notes });
    }

    /// <summary>Takes room for bytes of a handshake; without it that is not followed any more.</summary>
    bool Ask(TlsHandshake side, int bytes, ref int asked)
    {
        var given = talk.Ask(bytes);
        asked += given;
        if (given < bytes)
        {
            lost += bytes;
            side.Lose();
        }

        return given == bytes;
    }

    void Forget(TlsHandshake side, ref int asked)
    {
        side.Forget();
        talk.Release(asked);
        asked = 0;
    }

    /// <summary>What is not seen of a connection, and whether it is of names that are looked up.</summary>
    EntryFault Hidden(string what, IReadOnlyList<string> protocols, int port)
    {
        const int DnsOverTls = 853;
        var isDns = port == DnsOverTls || protocols.Contains("dot");
        return new(isDns ? "encrypted-dns" : "encrypted", isDns ? "names that are looked up in clear" : "contents that can be read",
            string.Create(CultureInfo.InvariantCulture, $"{what}: {talk.BytesSent} bytes sent, {talk.BytesReceived} bytes received"));
    }

    /// <summary>Whether the name is that of a server in front.</summary>
    public static IEnumerable<EntryFault> Covered(TlsClientHello? read)
    {
        if (read is { IsOuter: true })
        {
            yield return new("outer-name", "the name that was asked for", "an outer name beside an encrypted hello: which server is meant may be hidden in that");
        }

        if (read is { IsNameHidden: true })
        {
            yield return new("hidden-name", "the name that was asked for", "an encrypted one");
        }
    }

    Excerpt[] Name(TlsClientHello? read)
    {
        if (read is null || places is null)
        {
            return [];
        }

        var (offset, length, steps) = places.Place(nameAt, read.Name.Length);
        return [new(MessagePart.Name, "", offset, length, steps, hello.AsMemory(read.NameAt, read.Name.Length))];
    }
}
