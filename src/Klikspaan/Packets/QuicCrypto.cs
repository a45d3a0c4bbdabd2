using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Klikspaan.Packets;

/// <summary>
/// What a client of QUIC says in its first packets: they are encrypted with keys that follow from the packets themselves (RFC 9001 section 5.2). The pieces of
/// its handshake may come in any order, and in several datagrams.
/// </summary>
sealed class QuicCrypto
{
    const int Longest = 64 << 10, MostPieces = 1_000, Padding = 0, Ping = 1, Acknowledged = 2, AcknowledgedAndMarked = 3, Crypto = 6, Tag = 16, Sample = 16;
    readonly SortedList<int, byte[]> pieces = [];
    (byte[] Key, byte[] Nonce, byte[] Head)? keys;

    /// <summary>Whether a first packet could be opened.</summary>
    public bool IsOpened { get; private set; }

    /// <summary>The handshake, as far as its pieces join from the beginning.</summary>
    public byte[] Handshake()
    {
        var whole = new List<byte>();
        foreach (var (at, piece) in pieces)
        {
            if (at > whole.Count)
            {
                break;
            }

            whole.AddRange(piece.AsSpan(Math.Min(piece.Length, whole.Count - at)));
        }

        return [.. whole];
    }

    /// <summary>Whether a datagram begins with a packet of QUIC that says its version.</summary>
    public static bool Is(ReadOnlySpan<byte> datagram) =>
        datagram.Length > 6 && datagram[0] >= 0x80 && QuicVersion.Find(BinaryPrimitives.ReadUInt32BigEndian(datagram[1..])) is not null;

    /// <summary>Takes a datagram of the client; false when it holds no first packet, or one that cannot be opened.</summary>
    public bool Take(ReadOnlySpan<byte> datagram)
    {
        var isOpened = false;
        while (datagram.Length > 6 && datagram[0] >= 0x80)
        {
            var length = Packet(datagram, ref isOpened);
            if (length <= 0)
            {
                break;
            }

            datagram = datagram[length..];
        }

        IsOpened |= isOpened;
        return isOpened;
    }

    /// <summary>Reads a packet with a long head (RFC 9000 section 17.2); gives how long it is, or 0 when that is not known.</summary>
    int Packet(ReadOnlySpan<byte> datagram, ref bool isOpened)
    {
        var cursor = new QuicCursor(datagram);
        var first = cursor.Byte();
        if (QuicVersion.Find(cursor.Word()) is not { } version)
        {
            return 0;
        }

        var connection = cursor.Take(cursor.Byte());
        cursor.Take(cursor.Byte());
        var type = (first >> 4) & 3;
        if (type == version.InitialType)
        {
            cursor.Take(cursor.Number());
        }
        else if (type == ((version.InitialType + 3) & 3))
        {
            // A retry has no length, and ends the datagram.
            return 0;
        }

        var length = cursor.Number();
        var head = cursor.At;
        var protectedPart = cursor.Take(length);
        if (cursor.IsBroken)
        {
            return 0;
        }

        if (type == version.InitialType && protectedPart.Length >= 4 + Sample)
        {
            isOpened |= Open(datagram[..cursor.At], head, keys ??= version.Keys(connection));
        }

        return cursor.At;
    }

    bool Open(ReadOnlySpan<byte> packet, int head, (byte[] Key, byte[] Nonce, byte[] Head) with)
    {
        Span<byte> mask = stackalloc byte[Sample];
        using (var block = Aes.Create())
        {
            block.Key = with.Head;
            block.EncryptEcb(packet.Slice(head + 4, Sample), mask, PaddingMode.None);
        }

        var first = (byte)(packet[0] ^ (mask[0] & 0x0F));
        var size = (first & 3) + 1;
        byte[] about = [first, .. packet[1..(head + size)]];
        var number = 0u;
        for (var i = 0; i < size; i++)
        {
            about[head + i] ^= mask[1 + i];
            number = (number << 8) | about[head + i];
        }

        var sealedPart = packet[(head + size)..];
        if (sealedPart.Length < Tag)
        {
            return false;
        }

        byte[] nonce = [.. with.Nonce];
        for (var i = 0; i < 4; i++)
        {
            nonce[^(1 + i)] ^= (byte)(number >> (8 * i));
        }

        var plain = new byte[sealedPart.Length - Tag];
        try
        {
            using var cipher = new AesGcm(with.Key, Tag);
            cipher.Decrypt(nonce, sealedPart[..^Tag], sealedPart[^Tag..], plain, about);
        }
        catch (CryptographicException)
        {
            return false;
        }

        Frames(plain);
        return true;
    }

    void Frames(ReadOnlySpan<byte> plain)
    {
        var cursor = new QuicCursor(plain);
        while (cursor.HasMore)
        {
            switch (cursor.Number())
            {
                case Padding or Ping:
                    break;
                case Acknowledged:
                    Ranges(ref cursor);
                    break;
                case AcknowledgedAndMarked:
                    Ranges(ref cursor);
                    _ = (cursor.Number(), cursor.Number(), cursor.Number());
                    break;
                case Crypto:
                    var at = cursor.Number();
                    Keep(at, cursor.Take(cursor.Number()));
                    break;
                default:
                    return;
            }
        }
    }

    static void Ranges(ref QuicCursor cursor)
    {
        _ = (cursor.Number(), cursor.Number());
        for (var count = cursor.Number() + 1; count > 0 && !cursor.IsBroken; count--)
        {
            cursor.Number();
            if (count > 1)
            {
                cursor.Number();
            }
        }
    }

    void Keep(ulong at, ReadOnlySpan<byte> piece)
    {
        if (at + (ulong)piece.Length <= Longest && pieces.Count < MostPieces && piece.Length > (pieces.TryGetValue((int)at, out var there) ? there.Length : 0))
        {
            pieces[(int)at] = piece.ToArray();
        }
    }
}
