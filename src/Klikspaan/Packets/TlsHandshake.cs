using System.Buffers.Binary;

namespace Klikspaan.Packets;

/// <summary>
/// The handshake at the beginning of one direction of TLS (RFC 8446 section 5.1), as long as it is in clear: records are taken apart, and what of them is
/// handshake is put together. Where each byte of that stood is remembered.
/// </summary>
sealed class TlsHandshake
{
    const int ChangeCipher = 20, Alert = 21, Handshake = 22, Head = 5, LongestRecord = (1 << 14) + 256, Longest = 256 << 10;
    readonly List<byte> room = [];
    readonly List<byte> messages = [];
    readonly List<(int At, long Place)> places = [];
    long position = -1;

    /// <summary>The handshake messages so far.</summary>
    public ReadOnlySpan<byte> Messages => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(messages);

    /// <summary>Whether no more of it is in clear.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Whether it ended with records that are encrypted.</summary>
    public bool IsEncrypted { get; private set; }

    /// <summary>Takes bytes, and their place in the stream.</summary>
    public void Take(ReadOnlySpan<byte> bytes, long at)
    {
        if (IsOver)
        {
            return;
        }

        position = position < 0 ? at : position;
        room.AddRange(bytes);
        var taken = 0;
        while (!IsOver && Record(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(room)[taken..], position + taken) is > 0 and var length)
        {
            taken += length;
        }

        room.RemoveRange(0, taken);
        position += taken;
        if (IsOver)
        {
            room.Clear();
        }
    }

    /// <summary>Forgets the messages; what is known of the handshake stays.</summary>
    public void Forget()
    {
        messages.Clear();
        messages.TrimExcess();
        room.Clear();
        room.TrimExcess();
        places.Clear();
    }

    /// <summary>Bytes are missing: what follows cannot be taken apart any more.</summary>
    public void Lose() => (IsOver, IsEncrypted) = (true, true);

    /// <summary>The message of this kind, if it is whole.</summary>
    public ReadOnlySpan<byte> Message(byte kind, out int at)
    {
        var all = Messages;
        for (at = 0; at + 4 <= all.Length;)
        {
            var length = 4 + ((all[at + 1] << 16) | BinaryPrimitives.ReadUInt16BigEndian(all[(at + 2)..]));
            if (length > all.Length - at)
            {
                break;
            }

            if (all[at] == kind)
            {
                return all.Slice(at, length);
            }

            at += length;
        }

        return default;
    }

    /// <summary>Where bytes of the messages stand in the stream; -1 when a record ends among them.</summary>
    public long Place(int at, int length)
    {
        for (var i = places.Count - 1; i >= 0; i--)
        {
            if (places[i].At <= at)
            {
                return i + 1 < places.Count && places[i + 1].At < at + length ? -1 : places[i].Place + (at - places[i].At);
            }
        }

        return -1;
    }

    int Record(ReadOnlySpan<byte> rest, long at)
    {
        if (rest.Length < Head)
        {
            return 0;
        }

        var length = BinaryPrimitives.ReadUInt16BigEndian(rest[3..]);
        if (rest[0] is not (ChangeCipher or Alert or Handshake) || rest[1] != 3 || length > LongestRecord)
        {
            (IsOver, IsEncrypted) = (true, rest[0] is > Handshake and <= Handshake + 3 && rest[1] == 3);
            return 0;
        }

        // The client of version 1.3 may send this one for show before it goes on.
        IsOver = rest[0] == ChangeCipher;
        IsEncrypted |= IsOver;
        if (rest[0] != Handshake)
        {
            return rest.Length < Head + length ? 0 : Head + length;
        }

        if (rest.Length < Head + length)
        {
            return 0;
        }

        places.Add((messages.Count, at + Head));
        messages.AddRange(rest.Slice(Head, length));
        IsOver = messages.Count > Longest;
        return Head + length;
    }
}
