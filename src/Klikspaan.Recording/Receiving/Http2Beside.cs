using System.Buffers;
using System.Buffers.Binary;

namespace Klikspaan.Recording.Receiving;

/// <summary>What a client sends in HTTP/2 beside its requests: the first 64 kB are kept of what says more than the protocol needs.</summary>
/// <remarks>
/// Flow control, priorities, error codes and the usual settings are numbers that every client sends, and are not kept.
/// </remarks>
sealed class Http2Beside
{
    const int Most = 64 << 10;
    const int MostPriorities = 100;
    const int LastErrorCode = 0xD;
    const int NoSetting = 7, LastSetting = 9;

    static readonly SearchValues<byte> OfPriority = SearchValues.Create("ui=?,; 01234567"u8);

    readonly ArrayBufferWriter<byte> kept = new();
    readonly ArrayBufferWriter<byte> current = new();
    Http2Frame frame;
    bool isLong;
    int settings, pings, priorities;

    /// <summary>Bytes of which the first are kept.</summary>
    public long Seen { get; private set; }

    /// <summary>The first of them.</summary>
    public byte[] First => kept.WrittenSpan.ToArray();

    /// <summary>Memory that it takes.</summary>
    public int Capacity => kept.Capacity + current.Capacity;

    ReadOnlySpan<byte> Payload => current.WrittenSpan[Http2Frame.HeadLength..];

    /// <summary>A frame begins that is of no request.</summary>
    public void Begin(Http2Frame begun, ReadOnlySpan<byte> head)
    {
        frame = begun;
        current.Write(head);
    }

    /// <summary>Takes bytes of the frame that was begun; what is too long for this to hold is more than anyone needs.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (!isLong && current.WrittenCount + bytes.Length > Most)
        {
            isLong = true;
            Keep(current.WrittenSpan);
        }

        if (isLong)
        {
            Keep(bytes);
        }
        else
        {
            current.Write(bytes);
        }
    }

    /// <summary>The frame is over, or the connection is.</summary>
    public void End()
    {
        if (!isLong && current.WrittenCount > 0 && IsMore())
        {
            Keep(current.WrittenSpan);
        }

        isLong = false;
        current.ResetWrittenCount();
    }

    /// <summary>Takes padding, which is to be zero (RFC 9113, section 6.1).</summary>
    public void Padding(ReadOnlySpan<byte> bytes)
    {
        if (bytes.ContainsAnyExcept((byte)0))
        {
            Keep(bytes);
        }
    }

    bool IsMore() => frame.Type switch
    {
        Http2Frame.Settings => frame.IsAcknowledgement ? frame.Length > 0 : ++settings > 1 || !AreUsual(Payload),
        Http2Frame.Ping => !IsCounter(++pings),
        Http2Frame.GoAway => !IsPlainGoAway,
        Http2Frame.WindowUpdate => frame.Length != 4,
        Http2Frame.Priority => frame.Length != 5 || ++priorities > MostPriorities,
        Http2Frame.PriorityUpdate => !IsPriority || ++priorities > MostPriorities,
        _ => true,
    };

    /// <summary>RFC 9113, section 6.8: which streams of the server were seen, of which there are none, and an error code.</summary>
    bool IsPlainGoAway => frame.Length == 8 && Payload.Length == 8
        && (BinaryPrimitives.ReadUInt32BigEndian(Payload) & 0x7FFF_FFFF) is 0 or 0x7FFF_FFFF && BinaryPrimitives.ReadUInt32BigEndian(Payload[4..]) <= LastErrorCode;

    /// <summary>RFC 9218, section 7.1: a stream, and a field such as <c>u=3, i</c>.</summary>
    bool IsPriority => Payload.Length is >= 4 and <= 16 && frame.Length == Payload.Length && !Payload[4..].ContainsAnyExcept(OfPriority);

    /// <summary>Clients count their pings, upward or downward from zero.</summary>
    bool IsCounter(int most) => frame.Length == 8 && Payload.Length == 8 && BinaryPrimitives.ReadInt64BigEndian(Payload) is var value && value >= -most - 1 && value <= most;

    /// <summary>RFC 9113, section 6.5.2, RFC 8441 and RFC 9218: each once; and one that is to be ignored (RFC 8701), as browsers send.</summary>
    static bool AreUsual(ReadOnlySpan<byte> payload)
    {
        var (seen, greased) = (0, 0);
        for (; payload.Length >= 6; payload = payload[6..])
        {
            var name = BinaryPrimitives.ReadUInt16BigEndian(payload);
            if (name is > 0 and <= LastSetting and not NoSetting && (seen & (1 << name)) == 0)
            {
                seen |= 1 << name;
            }
            else if ((name & 0x0F0F) != 0x0A0A || ++greased > 1)
            {
                return false;
            }
        }

        return payload.IsEmpty;
    }

    void Keep(ReadOnlySpan<byte> bytes)
    {
        Seen += bytes.Length;
        kept.Write(bytes[..Math.Min(bytes.Length, Most - kept.WrittenCount)]);
    }
}
