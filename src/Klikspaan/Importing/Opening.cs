using System.Globalization;

namespace Klikspaan.Importing;

/// <summary>The beginning of a connection, or of a tunnel in one: what is spoken shows in the first three bytes of the client.</summary>
/// <param name="talk">The connection.</param>
/// <param name="authority">To where the tunnel leads; null outside of one.</param>
/// <param name="isTold">Whether what opened it is told in any case, so that nothing is to be told of one in which nothing is sent.</param>
sealed class Opening(TcpTalk talk, (string Host, int Port)? authority, bool isTold = false) : ISpoken
{
    /// <summary>Most bytes of the server that are kept before it is known what is spoken.</summary>
    const int MostEarly = 64 << 10, Enough = 3;
    readonly List<byte> start = [];
    readonly List<(ReadOnlyMemory<byte> Bytes, long At)> early = [];
    ISpoken? spoken;
    long startAt, lost;
    int earlyBytes;

    /// <summary>Whether anything was sent.</summary>
    public bool HasBegun => spoken is not null || start.Count > 0 || lost > 0;

    /// <inheritdoc/>
    public void Sent(ReadOnlyMemory<byte> bytes, long at)
    {
        if (spoken is not null)
        {
            spoken.Sent(bytes, at);
            return;
        }

        startAt = start.Count == 0 ? at : startAt;
        start.AddRange(bytes.Span);
        if (start.Count >= Enough)
        {
            Decide();
        }
    }

    /// <inheritdoc/>
    public void Received(ReadOnlyMemory<byte> bytes, long at)
    {
        if (spoken is not null)
        {
            spoken.Received(bytes, at);
        }
        else if (earlyBytes + bytes.Length <= MostEarly && talk.Ask(bytes.Length) is var given)
        {
            earlyBytes += given;
            if (given == bytes.Length)
            {
                early.Add((bytes.ToArray(), at));
            }
        }
    }

    /// <inheritdoc/>
    public void Lost(long count, long at, bool isSent)
    {
        if (spoken is null && isSent && start.Count > 0)
        {
            Decide();
        }

        lost += spoken is null && isSent ? count : 0;
        spoken?.Lost(count, at, isSent);
    }

    /// <inheritdoc/>
    public void Finish()
    {
        if (spoken is null && start.Count > 0)
        {
            Decide();
        }

        Forget();
        if (spoken is not null)
        {
            spoken.Finish();
        }
        else if (lost > 0 || !isTold)
        {
            talk.Add(lost > 0
                ? talk.Entry(ExchangeKind.NotHttp, "tcp").To(authority) with { BlockLength = lost, Notes = [Spoken.Missing(lost)] }
                : talk.IsClientSeen ? talk.Entry(ExchangeKind.Attempt, "tcp").To(authority)
                : talk.Entry(ExchangeKind.Contact, "tcp") with { Notes = [new("received-only", "packets in both directions", string.Create(CultureInfo.InvariantCulture, $"{talk.BytesReceived} bytes from there, and no packet that went there"))] });
        }
    }

    void Forget()
    {
        early.Clear();
        talk.Release(earlyBytes);
        earlyBytes = 0;
    }

    void Decide()
    {
        byte[] bytes = [.. start];
        start.Clear();
        spoken = Spoken.By(bytes, talk, authority);
        if (lost > 0)
        {
            spoken.Lost(lost, startAt - lost, isSent: true);
        }

        spoken.Sent(bytes, startAt);
        foreach (var (answer, at) in early)
        {
            spoken.Received(answer, at);
        }

        Forget();
    }
}
