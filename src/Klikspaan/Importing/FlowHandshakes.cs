namespace Klikspaan.Importing;

/// <summary>
/// Remembers the requests that opened a websocket, for in files of versions 7 to 11 its messages are a record of their own that names the request by
/// a number only. The last thousand of a file are remembered.
/// </summary>
sealed class FlowHandshakes
{
    const int Most = 1000, LongestPath = 1 << 13, LongestId = 64;
    const int FirstTogether = 12;
    readonly Dictionary<string, FlowHandshake> known = new(StringComparer.Ordinal);
    readonly Queue<string> order = new();

    /// <summary>Remembers the request of an entry, or gives the entry the one that it belongs to.</summary>
    public FlowEntry Take(FlowEntry entry)
    {
        if (entry.Bytes.Span.IndexOf("websocket"u8) < 0 || FlowExchange.Version(entry) is not < FirstTogether)
        {
            return entry;
        }

        var values = new FlowValues(entry);
        var (flow, metadata) = (entry.Body, values.Member(entry.Body, "metadata"u8));
        if (values.Text(flow, "type"u8) == "websocket")
        {
            return entry with { Handshake = known.GetValueOrDefault(values.Text(metadata, "websocket_handshake"u8)) };
        }

        if (values.IsTrue(metadata, "websocket"u8))
        {
            Remember(values.Text(flow, "id"u8), entry);
        }

        return entry;
    }

    void Remember(string id, FlowEntry entry)
    {
        if (id.Length is 0 or > LongestId || new FlowExchange(entry, "", []).Read() is not { Path.Length: <= LongestPath } opened)
        {
            return;
        }

        if (known.TryAdd(id, new(opened.Scheme, opened.Host, opened.Port, opened.Path)))
        {
            order.Enqueue(id);
        }

        if (order.Count > Most)
        {
            known.Remove(order.Dequeue());
        }
    }
}
