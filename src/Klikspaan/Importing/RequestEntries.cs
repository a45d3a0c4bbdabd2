namespace Klikspaan.Importing;

/// <summary>Makes an entry of each request that was cut out of one direction of a connection.</summary>
/// <param name="talk">The connection.</param>
/// <param name="authority">To where the tunnel leads that it is spoken in; null outside of one.</param>
sealed class RequestEntries(TcpTalk talk, (string Host, int Port)? authority)
{
    readonly List<EntryFault> notes = [];
    DateTimeOffset? began;

    /// <summary>Where the request begins in its direction.</summary>
    public long From { get; private set; }

    /// <summary>A request begins.</summary>
    public void Begin(long at) => (From, began) = (at, talk.Now);

    /// <summary>Bytes of it were not captured.</summary>
    public void Missing(long count) => notes.Add(Spoken.Missing(count));

    /// <summary>What came of it.</summary>
    public PacketEntry Entry(HttpCutter request, bool isIncomplete)
    {
        var places = talk.Places.Copy(From, From + request.Length);
        talk.Places.Forget(From + request.Length);
        var (offset, length) = places.Span();
        var entry = new PacketEntry(0, offset, length)
        {
            What = ExchangeKind.Http,
            At = began,
            Scheme = talk.IsOpened ? "https" : "http",
            Host = authority?.Host ?? talk.Flow.Destination.ToString(),
            Port = authority?.Port ?? talk.Flow.DestinationPort,
            Flow = talk.Flow,
            IsThroughProxy = authority is not null,
            Block = request.Kept,
            BlockAt = From,
            BlockLength = request.Length,
            Places = places,
            IsIncomplete = isIncomplete,
            Notes = [.. notes],
        };
        notes.Clear();
        return entry;
    }
}
