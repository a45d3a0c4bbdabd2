using System.Collections.Concurrent;
using System.Text;
using Klikspaan.Knowledge;

namespace Klikspaan.Decoding;

/// <summary>Turns the bytes of a request into values, and values into events. Any thread may use it.</summary>
public sealed class ExchangeDecoder
{
    const int MostChains = 16;
    readonly Limits limits;
    readonly Endpoints endpoints;
    readonly IReadOnlyList<Protocol> bases;
    readonly EventPlaces places;
    readonly ConcurrentBag<DecodingRoom>[] rooms = [.. Enum.GetValues<Kept>().Select(_ => new ConcurrentBag<DecodingRoom>())];

    /// <summary>Decodes with the protocols of <paramref name="knowledge"/>, within <paramref name="limits"/>.</summary>
    public ExchangeDecoder(KnowledgeBase knowledge, Limits limits)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        this.limits = limits;
        List<Protocol> protocols = [.. knowledge.Protocols.Where(p => !p.IsBase)];
        endpoints = new(protocols);
        places = new();
        bases = [.. knowledge.Protocols.Where(p => p.IsBase)];
    }

    /// <summary>Decodes one exchange of the capture with this SHA-256.</summary>
    public DecodedExchange Decode(Exchange exchange, string capture)
    {
        var room = Enter(Kept.All);
        room.Clear();
        var decoded = Decode(exchange, capture, room);
        Leave(room, Kept.All);
        return decoded;
    }

    /// <summary>Lends a room to decode in, to one thread until it leaves.</summary>
    internal DecodingRoom Enter(Kept kept) => rooms[(int)kept].TryTake(out var free) ? free : new(limits, kept);

    /// <summary>Takes the room back.</summary>
    internal void Leave(DecodingRoom room, Kept kept) => rooms[(int)kept].Add(room);

    /// <summary>Decodes one exchange in a room that was cleared; where the room is reused, the result holds until it is cleared again.</summary>
    internal DecodedExchange Decode(Exchange exchange, string capture, DecodingRoom room)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        return Decode(exchange, new ItemSink(limits, capture, exchange, room), capture);
    }

    DecodedExchange Decode(Exchange exchange, ItemSink sink, string capture)
    {
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

        var clock = sink.Room.Clock;
        clock?.Lap(Stage.Unfold);
        var events = Events(exchange, sink, unfolder);
        Map(sink.Items);
        clock?.Lap(Stage.Events);
        var decoded = new DecodedExchange(
            sink.Items, events, [.. exchange.Problems, .. sink.Problems], sink.ProblemsDropped, Chains(sink), CoverageCount.Count(exchange, sink.Items, sink.Layers, sink.Room))
        {
            Layers = sink.Layers,
        };
        clock?.Lap(Stage.Coverage);
        return decoded;
    }

    static string Header(Exchange exchange, string path) =>
        exchange.Excerpts.FirstOrDefault(e => e.Part == MessagePart.Header && e.Path == path) is { } header ? Encoding.Latin1.GetString(header.Bytes.Span) : "";

    List<TelemetryEvent> Events(Exchange exchange, ItemSink sink, Unfolder unfolder)
    {
        var (items, paths) = (sink.Items, sink.Room.Paths);
        List<TelemetryEvent> events = [];
        foreach (var protocol in endpoints.Of(exchange))
        {
            if (events.Count > 0)
            {
                // What the file that knows the request leaves open, one that was translated from elsewhere may explain.
                if (protocol.ImportedFrom.Length > 0)
                {
                    new EventReader(protocol, items, paths, places).Explain(events);
                    break;
                }

                continue;
            }

            if (protocol.Layers.Count > 0)
            {
                new OrderedLayers(sink, unfolder).Open(protocol.Layers);
            }

            NamedLists.Apply(protocol.Lists, items, paths);
            events = new EventReader(protocol, items, paths, places).Read();
            if (events.Count > 0 && (protocol.ImportedFrom.Length > 0 || !endpoints.HasImported))
            {
                break;
            }
        }

        return events;
    }

    /// <summary>What holds for every exchange: the meaning of standard header fields.</summary>
    void Map(List<DataItem> items)
    {
        foreach (var item in items)
        {
            if (item.Part == MessagePart.Header && item.Mapping is null)
            {
                item.Mapping = item.ShapeAt.TryMapping(bases, out var known) ? known : item.ShapeAt.Remember(bases, Standard(item));
            }
        }
    }

    Mapping? Standard(DataItem item) =>
        bases.SelectMany(b => b.Entries).FirstOrDefault(e => e.Path.Part == item.Part && e.Path.IsMatch(item.Shape))?.Mapping;

    static List<string> Chains(ItemSink sink)
    {
        var chains = new List<string>();
        var seen = new bool[sink.Layers.Count];
        foreach (var item in sink.Items)
        {
            if (item.Part is MessagePart.Content or MessagePart.Message && !item.IsOpened && !seen[item.Layer.Number])
            {
                seen[item.Layer.Number] = true;
                if (item.Layer.Describe() is var chain && !chains.Contains(chain))
                {
                    chains.Add(chain);
                }
            }

            if (chains.Count == MostChains)
            {
                break;
            }
        }

        return chains;
    }
}
