using System.Buffers.Binary;
using System.Text;

namespace Klikspaan.Packets;

/// <summary>What a client says in clear when it opens a connection of TLS (RFC 8446 section 4.1.2).</summary>
/// <param name="Name">The name by which it asks for its server (RFC 6066 section 3); empty when it says none.</param>
/// <param name="NameAt">Where that stands in the message.</param>
/// <param name="Protocols">What it wants to speak (RFC 7301).</param>
/// <param name="IsOuter">
/// Whether there is an encrypted hello (RFC 9849), so that the name may be that of a server in front and not the one that is meant. Some clients send one that says nothing,
/// which looks the same.
/// </param>
/// <param name="IsNameHidden">Whether the name is encrypted as an older draft had it.</param>
sealed record TlsClientHello(string Name, int NameAt, IReadOnlyList<string> Protocols, bool IsOuter, bool IsNameHidden)
{
    /// <summary>The kinds of handshake messages.</summary>
    public const byte Client = 1, Server = 2;
    const int ServerName = 0, Alpn = 16, EncryptedHello = 0xFE0D, EncryptedName = 0xFFCE, Head = 4, MostProtocols = 32;

    /// <summary>Reads a handshake message; null when it is no hello of a client.</summary>
    public static TlsClientHello? Read(ReadOnlySpan<byte> message)
    {
        // Version, random, session, ciphers, compression: none of them is wanted.
        var at = Head + 2 + 32;
        if (message.Length < at || message[0] != Client || !Skip(message, ref at, 1) || !Skip(message, ref at, 2) || !Skip(message, ref at, 1))
        {
            return null;
        }

        var hello = new TlsClientHello("", 0, [], false, false);
        var end = at + 2 <= message.Length ? Math.Min(message.Length, at + 2 + BinaryPrimitives.ReadUInt16BigEndian(message[at..])) : at;
        for (at += 2; at + 4 <= end;)
        {
            int type = BinaryPrimitives.ReadUInt16BigEndian(message[at..]), length = BinaryPrimitives.ReadUInt16BigEndian(message[(at + 2)..]);
            at += 4;
            if (at + length > end)
            {
                break;
            }

            var value = message.Slice(at, length);
            hello = type switch
            {
                ServerName when length > 5 && value[2] == 0 && BinaryPrimitives.ReadUInt16BigEndian(value[3..]) is var size && size <= length - 5 => hello with { Name = Encoding.UTF8.GetString(value.Slice(5, size)), NameAt = at + 5 },
                Alpn => hello with { Protocols = Names(value) },
                EncryptedHello => hello with { IsOuter = true },
                EncryptedName => hello with { IsNameHidden = true },
                _ => hello,
            };
            at += length;
        }

        return hello;
    }

    static List<string> Names(ReadOnlySpan<byte> value)
    {
        var names = new List<string>();
        for (var at = 2; at < value.Length && at + 1 + value[at] <= value.Length && names.Count < MostProtocols; at += value[at] + 1)
        {
            names.Add(Encoding.Latin1.GetString(value.Slice(at + 1, value[at])));
        }

        return names;
    }

    static bool Skip(ReadOnlySpan<byte> message, ref int at, int size)
    {
        if (at + size > message.Length)
        {
            return false;
        }

        at += size + (size == 1 ? message[at] : BinaryPrimitives.ReadUInt16BigEndian(message[at..]));
        return at <= message.Length;
    }
}
