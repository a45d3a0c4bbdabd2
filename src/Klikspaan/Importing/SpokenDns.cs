using Klikspaan.Packets;

namespace Klikspaan.Importing;

/// <summary>Look-ups over a connection: each message behind its length (RFC 1035 section 4.2.2).</summary>
sealed class SpokenDns(TcpTalk talk) : ISpoken
{
    const int MostKept = (1 << 16) + 2;
    readonly List<byte> room = [];
    long from = -1;
    int asked;
    bool isDeaf;

    /// <inheritdoc/>
    public void Sent(ReadOnlyMemory<byte> bytes, long at)
    {
        if (isDeaf)
        {
            return;
        }

        var given = talk.Ask(bytes.Length);
        asked += given;
        if (given < bytes.Length)
        {
            isDeaf = true;
            return;
        }

        from = from < 0 ? at : from;
        room.AddRange(bytes.Span);
        while (room.Count >= 2 && ((room[0] << 8) | room[1]) + 2 is var length && length <= room.Count)
        {
            byte[] message = [.. room[2..length]];
            var places = talk.Places.Copy(from, from + length);
            var (offset, size) = places.Span();
            var start = from + 2;
            if (DnsMessage.Read(message) is { IsResponse: false } query)
            {
                talk.Add(Lookups.Entry(query, talk.Entry(ExchangeKind.Dns, "tcp") with { Offset = offset, Length = size, At = talk.Now }, (place, count) => places.Place(start + place, count)));
            }

            room.RemoveRange(0, length);
            talk.Release(length);
            asked -= length;
            from += length;
            talk.Places.Forget(from);
        }

        isDeaf = room.Count > MostKept;
    }

    /// <inheritdoc/>
    public void Received(ReadOnlyMemory<byte> bytes, long at)
    {
    }

    /// <inheritdoc/>
    public void Lost(long count, long at, bool isSent) => isDeaf |= isSent;

    /// <inheritdoc/>
    public void Finish()
    {
        talk.Release(asked);
        if (isDeaf || room.Count > 0)
        {
            talk.Add(talk.Entry(ExchangeKind.NotHttp, "tcp") with { BlockLength = Math.Max(room.Count, talk.BytesSent - Math.Max(0, from)), Notes = [new("dns", "messages of the domain name system", "something else, which was not read")] });
        }
    }
}
