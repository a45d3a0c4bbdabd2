using System.Buffers.Binary;
using System.Text;

namespace Klikspaan.Recording.Receiving;

/// <summary>What a program says before TLS begins: the name that it wants, and the protocols that it speaks.</summary>
/// <param name="ServerName">The name (RFC 6066, section 3), each character one octet; null when there was none.</param>
/// <param name="Protocols">The protocols (RFC 7301), in order of preference.</param>
/// <param name="IsWhole">Whether all of it was there; else this is as far as it went.</param>
sealed record ClientHello(string? ServerName, IReadOnlyList<string> Protocols, bool IsWhole)
{
    /// <summary>Most bytes that are looked at.</summary>
    public const int Most = 64 << 10;

    const int ServerNames = 0;
    const int ProtocolNames = 16;

    /// <summary>Reads the first bytes of a connection; null when they are not a ClientHello.</summary>
    public static ClientHello? Read(ReadOnlySpan<byte> bytes)
    {
        var message = Handshake(bytes[..Math.Min(bytes.Length, Most)]);
        if (message.Length < 4 || message[0] != 1)
        {
            return null;
        }

        // RFC 8446, section 4: type, length; 4.1.2: version, random, session, cipher suites, compression, extensions.
        var length = (message[1] << 16) | BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(2));
        ReadOnlySpan<byte> body = message.AsSpan(4, Math.Min(length, message.Length - 4));
        var isWhole = TrySkip(ref body, 34) && TryTake(ref body, 1, out _) && TryTake(ref body, 2, out _) && TryTake(ref body, 1, out _);
        string? name = null;
        List<string> protocols = [];
        if (isWhole && !body.IsEmpty)
        {
            isWhole = TryTake(ref body, 2, out var extensions);
            isWhole &= ReadExtensions(extensions, ref name, protocols);
        }

        return new(name, protocols, isWhole && message.Length - 4 >= length);
    }

    /// <summary>RFC 8446, section 5.1: a message may be spread over several records.</summary>
    static byte[] Handshake(ReadOnlySpan<byte> bytes)
    {
        var message = new List<byte>();
        while (bytes.Length > 5 && bytes[0] == 0x16 && bytes[1] == 3)
        {
            var length = Math.Min(BinaryPrimitives.ReadUInt16BigEndian(bytes[3..]), bytes.Length - 5);
            message.AddRange(bytes.Slice(5, length));
            bytes = bytes[(5 + length)..];
        }

        return [.. message];
    }

    static bool ReadExtensions(ReadOnlySpan<byte> extensions, ref string? name, List<string> protocols)
    {
        while (extensions.Length >= 2)
        {
            var type = BinaryPrimitives.ReadUInt16BigEndian(extensions);
            extensions = extensions[2..];
            var isWhole = TryTake(ref extensions, 2, out var data);
            isWhole &= type switch
            {
                ServerNames => ReadServerName(data, ref name),
                ProtocolNames => ReadProtocols(data, protocols),
                _ => true,
            };
            if (!isWhole)
            {
                return false;
            }
        }

        return extensions.IsEmpty;
    }

    static bool ReadServerName(ReadOnlySpan<byte> data, ref string? name)
    {
        if (!TryTake(ref data, 2, out var list) || !TrySkip(ref list, 1) || !TryTake(ref list, 2, out var first))
        {
            return false;
        }

        name ??= Encoding.Latin1.GetString(first);
        return true;
    }

    static bool ReadProtocols(ReadOnlySpan<byte> data, List<string> protocols)
    {
        var isWhole = TryTake(ref data, 2, out var list);
        while (TryTake(ref list, 1, out var protocol))
        {
            protocols.Add(Encoding.Latin1.GetString(protocol));
        }

        return isWhole && list.IsEmpty;
    }

    static bool TrySkip(ref ReadOnlySpan<byte> bytes, int count)
    {
        var isWhole = bytes.Length >= count;
        bytes = isWhole ? bytes[count..] : default;
        return isWhole;
    }

    /// <summary>Takes what stands behind its own length; when it is cut off, what there is.</summary>
    static bool TryTake(ref ReadOnlySpan<byte> bytes, int prefix, out ReadOnlySpan<byte> taken)
    {
        taken = default;
        if (bytes.Length < prefix)
        {
            return false;
        }

        var length = prefix == 1 ? bytes[0] : BinaryPrimitives.ReadUInt16BigEndian(bytes);
        var isWhole = length <= bytes.Length - prefix;
        taken = bytes.Slice(prefix, isWhole ? length : bytes.Length - prefix);
        bytes = bytes[(prefix + taken.Length)..];
        return isWhole;
    }
}
