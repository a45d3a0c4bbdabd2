using System.Text;
using Klikspaan.Knowledge;

namespace Klikspaan.Decoding;

/// <summary>Finds the events of one protocol among the items of an exchange, and says what each item is.</summary>
sealed class EventReader(Protocol protocol, List<DataItem> items, MappingCache mappings)
{
    readonly Dictionary<(MessagePart Part, string Path), DataItem> byPath = Index(items);
    readonly HashSet<(MessagePart Part, string Path)> prefixes = Prefixes(items);
    /// <summary>The events, in the order of the bytes; empty when nothing here is of this protocol.</summary>
    public List<TelemetryEvent> Read()
    {
        var events = new List<TelemetryEvent>();
        var byRoot = new Dictionary<(MessagePart Part, string Root), (int First, (MessagePart Part, string Root) Key, EventKind Kind)>();
        var owners = new Dictionary<(MessagePart Part, string Root), (TelemetryEvent Event, EventKind Kind)>();
        foreach (var each in protocol.Events.SelectMany(k => k.Each).DistinctBy(p => p.Text))
        {
            Roots(each, byRoot);
        }

        foreach (var (key, kind) in byRoot.Values.OrderBy(r => r.First).Select(r => (r.Key, r.Kind)))
        {
            var found = Make(kind, key.Part, key.Root, events.Count + 1);
            owners.Add(key, (found, kind));
            events.Add(found);
        }

        if (events.Count > 0)
        {
            Assign(owners, events[0]);
        }

        return events;
    }

    /// <summary>Looks for events where a pattern says; items of one event follow each other, so each root is tried once.</summary>
    void Roots(PathPattern each, Dictionary<(MessagePart Part, string Root), (int First, (MessagePart Part, string Root) Key, EventKind Kind)> byRoot)
    {
        var last = "\0";
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            if (item.Part != each.Part || IsBelow(item.Path, last) || each.Prefix(item.Path) is not { } root)
            {
                continue;
            }

            last = root;
            var key = (item.Part, root);
            if (!byRoot.ContainsKey(key)
                && protocol.Events.FirstOrDefault(k => k.Each.Any(e => e.Text == each.Text) && IsEvent(k, item.Part, root)) is { } kind)
            {
                byRoot.Add(key, (i, key, kind));
            }
        }
    }

    static bool IsBelow(string path, string root) =>
        path.StartsWith(root, StringComparison.Ordinal) && (path.Length == root.Length || path[root.Length] == '/');

    static Dictionary<(MessagePart Part, string Path), DataItem> Index(List<DataItem> items)
    {
        var index = new Dictionary<(MessagePart Part, string Path), DataItem>();
        foreach (var item in items)
        {
            index.TryAdd((item.Part, item.Path), item);
        }

        return index;
    }

    bool IsEvent(EventKind kind, MessagePart part, string root) =>
        kind.Having.Count == 0 || kind.Having.Any(h => h.Value is null ? Has(part, root + h.Pointer) : Text(part, root + h.Pointer) == h.Value);

    bool Has(MessagePart part, string path) => prefixes.Contains((part, path));

    /// <summary>The paths of all values and of all that contains them.</summary>
    static HashSet<(MessagePart Part, string Path)> Prefixes(List<DataItem> items)
    {
        var prefixes = new HashSet<(MessagePart Part, string Path)>();
        foreach (var item in items)
        {
            for (var end = item.Path.Length; end >= 0 && prefixes.Add((item.Part, item.Path[..end]));)
            {
                end = end == 0 ? -1 : item.Path.LastIndexOf('/', end - 1);
            }
        }

        return prefixes;
    }

    TelemetryEvent Make(EventKind kind, MessagePart part, string root, int number) => new()
    {
        Number = number,
        Protocol = protocol.Id,
        Kind = kind.Kind,
        Name = First(kind.Name, part, root) is { Length: > 0 } name ? name : kind.Kind,
        Time = First(kind.Time, part, root),
        AccountKey = First(kind.Account, part, root),
        Root = root,
        Part = part,
    };

    string First(IReadOnlyList<PathPattern> pointers, MessagePart part, string root) =>
        pointers.Select(p => p.Part is { } other ? Text(other, p.Pointer) : Text(part, root + p.Text)).FirstOrDefault(t => t.Length > 0) ?? "";

    string Text(MessagePart part, string path) =>
        byPath.TryGetValue((part, path), out var item) && !item.IsOpened && item.Value.Length <= 1024 ? Encoding.UTF8.GetString(item.Value.Span) : "";

    void Assign(Dictionary<(MessagePart Part, string Root), (TelemetryEvent Event, EventKind Kind)> byRoot, TelemetryEvent first)
    {
        foreach (var item in items)
        {
            if (Owner(byRoot, item) is { } owner)
            {
                item.Event = owner.Event;
                item.Mapping = Relative(owner.Kind, item, owner.Event.Root) ?? Absolute(item);
                owner.Event.Items++;
            }
            else if (Absolute(item) is { } mapping)
            {
                // A field of the batch is told of once, with the first event.
                item.Event = first;
                item.Mapping = mapping;
            }
        }
    }

    static (TelemetryEvent Event, EventKind Kind)? Owner(
        Dictionary<(MessagePart Part, string Root), (TelemetryEvent Event, EventKind Kind)> byRoot, DataItem item)
    {
        for (var end = item.Path.Length; end >= 0; end = end == 0 ? -1 : item.Path.LastIndexOf('/', end - 1))
        {
            if (byRoot.TryGetValue((item.Part, item.Path[..end]), out var owner))
            {
                return owner;
            }
        }

        return null;
    }

    Mapping? Relative(EventKind kind, DataItem item, string root) => mappings.Get(kind, item.Part, item.Shape, () =>
    {
        var relative = AfterSegments(item.Shape, root.AsSpan().Count('/'));
        return kind.Entries.Concat(protocol.Shared).FirstOrDefault(e => e.Path.IsMatch(relative))?.Mapping;
    });

    Mapping? Absolute(DataItem item) => mappings.Get(protocol, item.Part, item.Shape, () =>
        protocol.Entries.FirstOrDefault(e => e.Path.Part == item.Part && e.Path.IsMatch(item.Shape))?.Mapping);

    static string AfterSegments(string shape, int segments)
    {
        var at = 0;
        for (var i = 0; i < segments && at >= 0; i++)
        {
            at = shape.IndexOf('/', at + 1);
        }

        return at < 0 ? "" : shape[at..];
    }
}
