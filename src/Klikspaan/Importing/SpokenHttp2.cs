using Klikspaan.Packets;

namespace Klikspaan.Importing;

/// <summary>HTTP/2 (RFC 9113): many requests at a time, each with the answer of the same number.</summary>
sealed class SpokenHttp2(TcpTalk talk, (string Host, int Port)? authority) : ISpoken
{
    const int MostWaiting = 1_000, MostPieces = 500;
    readonly Http2Messages requests = new(isClient: true, talk.Limits), answers = new(isClient: false, talk.Limits, keepsContent: false);
    readonly SortedDictionary<int, PacketEntry> waiting = [];
    readonly Dictionary<int, (int? Status, long Length)> early = [];
    readonly SentBefore before = new();
    long owed;

    /// <inheritdoc/>
    public void Sent(ReadOnlyMemory<byte> bytes, long at)
    {
        requests.Add(bytes, at);
        Go();
        if (talk.Owe(requests.Held - owed) < 0 && !requests.IsLost)
        {
            requests.Refuse();
            Go();
        }

        owed = requests.Held;
    }

    /// <inheritdoc/>
    public void Received(ReadOnlyMemory<byte> bytes, long at)
    {
        answers.Add(bytes, at);
        Go();
    }

    /// <inheritdoc/>
    public void Lost(long count, long at, bool isSent)
    {
        (isSent ? requests : answers).Gap(at, count);
        Go();
    }

    /// <inheritdoc/>
    public void Finish()
    {
        requests.End();
        answers.End();
        Go();
        foreach (var entry in waiting.Values)
        {
            talk.Add(entry);
        }

        talk.Owe(-owed);
        if (requests.Problems.Count > 0 || requests.BytesUnread > 0)
        {
            talk.Add(talk.Entry(ExchangeKind.NotHttp, "tcp").To(authority) with
            {
                BlockLength = requests.BytesUnread,
                Notes =
                [
                    .. requests.Problems.Select(p => new EntryFault(p.Kind, p.Expected, p.Found)),
                    .. requests.ProblemsLeftOut == 0 ? (EntryFault[])[] : [new("limit", "problems that fit in a list", $"{requests.ProblemsLeftOut} more")],
                ],
            });
        }
    }

    void Go()
    {
        if (requests.TableSize is { } ofAnswers)
        {
            answers.Announce(ofAnswers);
        }

        if (answers.TableSize is { } ofRequests)
        {
            requests.Announce(ofRequests);
        }

        foreach (var (stream, code) in requests.TakeResets())
        {
            answers.Reset(stream, code);
        }

        foreach (var (stream, code) in answers.TakeResets())
        {
            requests.Reset(stream, code);
        }

        foreach (var message in requests.Take())
        {
            var entry = Http2Request.Entry(message, talk, before, authority);
            if (early.Remove(message.Stream, out var answer))
            {
                talk.Add(entry with { Status = answer.Status, BytesIn = answer.Length });
            }
            else
            {
                waiting[message.Stream] = entry;
            }
        }

        foreach (var message in answers.Take().Where(m => !m.IsPromise))
        {
            if (waiting.Remove(message.Stream, out var entry))
            {
                talk.Add(entry with { Status = message.Status, BytesIn = message.ContentLength });
            }
            else if (early.Count < MostWaiting)
            {
                early[message.Stream] = (message.Status, message.ContentLength);
            }
        }

        if (talk.Places is { Count: > MostPieces } places)
        {
            places.Forget(requests.From);
        }

        while (waiting.Count > MostWaiting)
        {
            var (stream, entry) = waiting.First();
            waiting.Remove(stream);
            talk.Add(entry);
        }
    }
}
