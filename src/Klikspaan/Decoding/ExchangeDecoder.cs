using System.Text;
using Klikspaan.Knowledge;

namespace Klikspaan.Decoding;

/// <summary>Turns the bytes of a request into values, and values into events. Any thread may use it.</summary>
public sealed class ExchangeDecoder
{
    readonly Limits limits;
    readonly IReadOnlyList<Protocol> protocols;
    readonly IReadOnlyList<Protocol> bases;
    readonly MappingCache mappings = new();

    /// <summary>Decodes with the protocols of <paramref name="knowledge"/>, within <paramref name="limits"/>.</summary>
    public ExchangeDecoder(KnowledgeBase knowledge, Limits limits)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        this.limits = limits;
        protocols = [.. knowledge.Protocols.Where(p => !p.IsBase)];
        bases = [.. knowledge.Protocols.Where(p => p.IsBase)];
    }

    /// <summary>Decodes one exchange of the capture with this SHA-256.</summary>
    public DecodedExchange Decode(Exchange exchange, string capture)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        var sink = new ItemSink(limits, capture, exchange);
        var unfolder = new Unfolder(sink);
        var encoding = Header(exchange, "/content-encoding");
        foreach (var excerpt in exchange.Excerpts)
        {
            unfolder.Read(excerpt, encoding);
        }

        if (sink.IsFull)
        {
            sink.Problems.Add(new(new(capture, exchange.Number, MessagePart.Whole, "", exchange.Offset, exchange.Length, ""), "limit", sink.Allowed, "more"));
        }

        var events = Events(exchange, sink.Items);
        Map(sink.Items);
        return new(
            sink.Items, events, [.. exchange.Problems, .. sink.Problems], sink.ProblemsDropped, Chains(sink.Items), CoverageCount.Count(exchange, sink.Items));
    }

    static string Header(Exchange exchange, string path) =>
        exchange.Excerpts.FirstOrDefault(e => e.Part == MessagePart.Header && e.Path == path) is { } header ? Encoding.Latin1.GetString(header.Bytes.Span) : "";

    List<TelemetryEvent> Events(Exchange exchange, List<DataItem> items)
    {
        foreach (var protocol in protocols.Where(p => p.Endpoints.Any(e => e.IsMatch(exchange))))
        {
            NamedLists.Apply(protocol.Lists, items);
            if (new EventReader(protocol, items, mappings).Read() is { Count: > 0 } events)
            {
                return events;
            }
        }

        return [];
    }

    /// <summary>What holds for every exchange: the meaning of standard header fields.</summary>
    void Map(List<DataItem> items)
    {
        foreach (var item in items.Where(i => i.Mapping is null && i.Part == MessagePart.Header))
        {
            item.Mapping = mappings.Get(bases, item.Part, item.Shape, () =>
                bases.SelectMany(b => b.Entries).FirstOrDefault(e => e.Path.Part == item.Part && e.Path.IsMatch(item.Shape))?.Mapping);
        }
    }

    static List<string> Chains(List<DataItem> items) =>
        [.. items.Where(i => i.Part is MessagePart.Content or MessagePart.Message && !i.IsOpened).Select(i => i.Layer).Distinct().Select(l => l.Describe()).Distinct().Take(16)];
}
