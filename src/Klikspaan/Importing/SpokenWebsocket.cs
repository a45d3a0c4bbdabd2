using System.Globalization;
using Klikspaan.Packets;

namespace Klikspaan.Importing;

/// <summary>A websocket (RFC 6455): the messages of the client belong to the request that opened it.</summary>
sealed class SpokenWebsocket(TcpTalk talk, PacketEntry opened) : ISpoken
{
    const int MostMessages = 100_000;
    readonly List<Excerpt> messages = [];
    readonly List<EntryFault> notes = [];
    byte[] room = [];
    int kept, asked;
    long from = -1, unread;
    bool isDeaf;

    /// <inheritdoc/>
    public void Sent(ReadOnlyMemory<byte> bytes, long at)
    {
        if (isDeaf || messages.Count >= MostMessages || talk.Ask(bytes.Length) is var given && given < bytes.Length)
        {
            Deafen("limit", "messages that fit in what may be kept", bytes.Length);
            return;
        }

        asked += given;
        from = kept == 0 ? at : from;
        if (kept + bytes.Length > room.Length)
        {
            Array.Resize(ref room, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(kept + bytes.Length)));
        }

        bytes.CopyTo(room.AsMemory(kept));
        kept += bytes.Length;
        var taken = 0;
        while (WebsocketFrames.Message(room.AsSpan(taken, kept - taken)) is { } message)
        {
            if (message.IsBroken)
            {
                Deafen("websocket", "a frame of a websocket", kept - taken);
                return;
            }

            if (message.IsData)
            {
                var (offset, length, steps) = talk.Places.Place(from + taken, message.Length);
                messages.Add(new(MessagePart.Message, "/" + messages.Count.ToString(CultureInfo.InvariantCulture), offset, length, Layer.Join(steps, WebsocketFrames.Step), message.Payload));
            }

            taken += message.Length;
        }

        room.AsSpan(taken, kept - taken).CopyTo(room);
        kept -= taken;
        from += taken;
        talk.Places.Forget(from);
    }

    /// <inheritdoc/>
    public void Received(ReadOnlyMemory<byte> bytes, long at)
    {
    }

    /// <inheritdoc/>
    public void Lost(long count, long at, bool isSent)
    {
        if (isSent)
        {
            notes.Add(Spoken.Missing(count));
            Deafen("websocket", "all frames", 0);
        }
    }

    /// <inheritdoc/>
    public void Finish()
    {
        unread += isDeaf ? 0 : kept;
        talk.Release(asked + opened.Block.Length);
        talk.Add(opened with { Pieces = messages, Unread = unread, Notes = [.. opened.Notes, .. notes] });
    }

    void Deafen(string kind, string expected, int count)
    {
        unread += count;
        if (!isDeaf)
        {
            isDeaf = true;
            notes.Add(new(kind, expected, "something else: what the websocket sent from there was not read"));
        }
    }
}
