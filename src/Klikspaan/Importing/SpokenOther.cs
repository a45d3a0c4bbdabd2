using System.Globalization;

namespace Klikspaan.Importing;

/// <summary>A protocol that is not known here: the first bytes are kept.</summary>
sealed class SpokenOther(TcpTalk talk, (string Host, int Port)? authority) : ISpoken
{
    const int MostKept = 64 << 10;
    readonly List<byte> kept = [];
    long from = -1, length, lost;
    bool isFull;

    /// <inheritdoc/>
    public void Sent(ReadOnlyMemory<byte> bytes, long at)
    {
        from = from < 0 ? at : from;
        length += bytes.Length;
        var part = isFull ? 0 : talk.Ask(Math.Min(bytes.Length, MostKept - kept.Count));
        kept.AddRange(bytes.Span[..part]);
        if (part < bytes.Length && !isFull)
        {
            isFull = true;
            talk.Ignore(sent: true, received: true);
        }
    }

    /// <inheritdoc/>
    public void Received(ReadOnlyMemory<byte> bytes, long at)
    {
    }

    /// <inheritdoc/>
    public void Lost(long count, long at, bool isSent)
    {
        // What comes behind does not join what was kept.
        isFull |= isSent && kept.Count > 0;
        lost += isSent ? count : 0;
        length += isSent ? count : 0;
    }

    /// <inheritdoc/>
    public void Finish()
    {
        length = isFull ? Math.Max(length, talk.BytesSent - from) : length;
        var note = new EntryFault("not-http", "HTTP", string.Create(CultureInfo.InvariantCulture, $"{length} bytes of another protocol, of which {kept.Count} were kept"));
        talk.Add(talk.Entry(ExchangeKind.NotHttp, "tcp").To(authority) with
        {
            Block = kept.ToArray(),
            BlockAt = from,
            BlockLength = length,
            Places = talk.Places.Copy(from, from + kept.Count),
            Notes = lost > 0 ? [note, Spoken.Missing(lost)] : [note],
        });
        talk.Release(kept.Count);
    }
}
