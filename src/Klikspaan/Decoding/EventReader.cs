using System.Text;
using Klikspaan.Knowledge;

namespace Klikspaan.Decoding;

/// <summary>Finds the events of one protocol among the items of an exchange, and says what each item is.</summary>
/// <remarks>
/// Cost: 3 % of the path: one visit to each path for each protocol that is tried, and a look at two remembered answers for each item: what
/// was found is noted at the paths themselves, so that nothing is looked up by text.
/// </remarks>
sealed class EventReader(Protocol protocol, List<DataItem> items, PathTable paths, EventPlaces places)
{
    const int MostKept = 64;
    readonly int reading = paths.NextReading();
    readonly TestedEntries? tested = places.TestedOf(protocol);
    readonly List<(ItemPath Root, PlacedKind Kind, int First)> owners = [];
    ItemPath?[] ways = [];

    /// <summary>The events, in the order of the bytes; empty when nothing here is of this protocol.</summary>
    public List<TelemetryEvent> Read()
    {
        Note();
        foreach (var place in places.Of(protocol))
        {
            if (place.Each.Part == MessagePart.Whole)
            {
                Whole(place);
            }
            else
            {
                Roots(place);
            }
        }

        if (owners.Count == 0)
        {
            return [];
        }

        Sort();

        var events = new List<TelemetryEvent>(owners.Count);
        for (var i = 0; i < owners.Count; i++)
        {
            events.Add(Make(owners[i].Kind.Kind, owners[i].Root, i + 1));
        }

        Assign(events);
        return events;
    }

    /// <summary>Says what values are of which nothing was said, in events of another protocol.</summary>
    public void Explain(List<TelemetryEvent> events)
    {
        Note();
        foreach (var item in items)
        {
            if (item.Mapping is null && Absolute(item) is { } mapping)
            {
                (item.Mapping, item.Event) = (mapping, item.Event ?? events[0]);
            }
        }
    }

    /// <summary>Puts the events in the order of the bytes; where one begins with the first value of another, in that of the file.</summary>
    void Sort()
    {
        var isSorted = true;
        for (var i = 1; i < owners.Count && isSorted; i++)
        {
            isSorted = owners[i - 1].First <= owners[i].First;
        }

        if (!isSorted)
        {
            var sorted = owners.OrderBy(o => o.First).ToList();
            owners.Clear();
            owners.AddRange(sorted);
        }
    }

    /// <summary>Notes at each path which value stands there, and at all that contains it that something does.</summary>
    void Note()
    {
        for (var i = 0; i < items.Count; i++)
        {
            var path = items[i].At;
            for (var at = path; at is not null && at.Marks.Reading != reading; at = at.Parent)
            {
                at.Marks = new() { Reading = reading, Item = PathMarks.NoItem, Event = PathMarks.NotAsked };
            }

            // What was opened at the same path says less than what came out of it.
            path.Marks.Item = path.Marks.Item == PathMarks.NoItem || items[path.Marks.Item].IsOpened ? i : path.Marks.Item;
        }
    }

    /// <summary>The request as a whole is one event, if it holds any value.</summary>
    void Whole(EventPlace place)
    {
        if (items.Count == 0)
        {
            return;
        }

        var root = paths.Root(MessagePart.Whole);
        root.Marks = new() { Reading = reading, Item = PathMarks.NoItem, Event = PathMarks.NotAsked };
        if (KindOf(place, root) is { } kind)
        {
            root.Marks.Event = owners.Count;
            owners.Add((root, kind, 0));
        }
    }

    /// <summary>Looks for events where a pattern says; items of one event follow each other, so each root is tried once.</summary>
    void Roots(EventPlace place)
    {
        var each = place.Each;
        ItemPath? last = null, within = null;
        for (var i = 0; i < items.Count; i++)
        {
            // Below what was found not to hold an event, or was one, stands nothing new.
            var path = items[i].At;
            if ((within is not null && ReferenceEquals(path.Parent, within)) || path.Part != each.Part || path.Above(each.Length) is not { } root)
            {
                continue;
            }

            within = path.Depth > each.Length ? path.Parent : null;
            if (ReferenceEquals(root, last))
            {
                continue;
            }

            last = root;
            if (root.Marks.Event == PathMarks.NotAsked && each.IsPlace(root) && KindOf(place, root) is { } kind)
            {
                root.Marks.Event = owners.Count;
                owners.Add((root, kind, i));
            }
        }
    }

    PlacedKind? KindOf(EventPlace place, ItemPath root)
    {
        ulong asked = 0;
        foreach (var kind in place.Kinds)
        {
            if (kind.Having.Length == 0 || IsAny(kind.Having, place, root, ref asked))
            {
                return kind;
            }
        }

        return null;
    }

    /// <summary>Whether one of the conditions holds; what a pointer leads to in this event is looked up once.</summary>
    bool IsAny((int Pointer, string? Value)[] having, EventPlace place, ItemPath root, ref ulong asked)
    {
        foreach (var (pointer, value) in having)
        {
            if (pointer >= ways.Length)
            {
                Array.Resize(ref ways, place.Pointers.Length);
            }

            if (pointer >= MostKept || (asked >> pointer & 1) == 0)
            {
                ways[pointer] = Find(root, place.Pointers[pointer]);
                asked |= pointer >= MostKept ? 0 : 1UL << pointer;
            }

            if (ways[pointer] is var path && (value is null ? path is not null : Is(path, value)))
            {
                return true;
            }
        }

        return false;
    }

    TelemetryEvent Make(EventKind kind, ItemPath root, int number) => new()
    {
        Number = number,
        Protocol = protocol.Id,
        Kind = kind.Kind,
        Name = First(kind.Name, root) is { Length: > 0 } name ? name : kind.Kind,
        Time = First(kind.Time, root),
        AccountKey = First(kind.Account, root),
        Root = root.Exact,
        Part = root.Part,
    };

    string First(IReadOnlyList<PathPattern> pointers, ItemPath root)
    {
        for (var i = 0; i < pointers.Count; i++)
        {
            var pointer = pointers[i];
            if (Text(pointer.Part is { } other ? paths.Root(other) : root, pointer.Pointer) is { Length: > 0 } text)
            {
                return text;
            }
        }

        return "";
    }

    string Text(ItemPath root, string pointer) => ItemAt(Find(root, pointer)) is { } item ? Encoding.UTF8.GetString(item.Value.Span) : "";

    bool Is(ItemPath? path, string text) => Utf8Text.Same(ItemAt(path) is { } item ? item.Value.Span : default, text);

    DataItem? ItemAt(ItemPath? path) =>
        path is { Marks.Item: >= 0 and var number } && items[number] is { IsOpened: false, Value.Length: <= 1024 } item ? item : null;

    /// <summary>The path at which, or below which, a value of this exchange stands; null when none does.</summary>
    ItemPath? Find(ItemPath root, string pointer) => root.Find(pointer) is { } path && path.Marks.Reading == reading ? path : null;

    void Assign(List<TelemetryEvent> events)
    {
        for (var i = 0; i < owners.Count; i++)
        {
            owners[i].Root.Marks.Event = i;
        }

        var whole = owners.FindIndex(o => o.Root.Part == MessagePart.Whole);
        foreach (var item in items)
        {
            var number = EventOf(item.At);
            if (number >= 0)
            {
                item.Event = events[number];
                item.Mapping = Within(owners[number].Kind, item, owners[number].Root) ?? OfWhole(item);
                item.Event.Items++;
            }
            else if (whole >= 0)
            {
                item.Event = events[whole];
                item.Mapping = Absolute(item) ?? OfWhole(item);
                item.Event.Items++;
            }
            else if ((Absolute(item) ?? OfWhole(item)) is { } mapping)
            {
                // A field of the batch is told of once, with the first event.
                item.Event = events[0];
                item.Mapping = mapping;
            }
        }
    }

    /// <summary>What is said of the value that this one is a part of, which stands before it; null when it is part of none.</summary>
    Mapping? OfWhole(DataItem item)
    {
        if (!item.Layer.IsPart)
        {
            return null;
        }

        var at = item.At.Parent;
        while (at is { Marks.Item: < 0 })
        {
            at = at.Parent;
        }

        return at is null ? null : items[at.Marks.Item].Mapping;
    }

    /// <summary>Number of the event that a path belongs to, and of all above it on the way there.</summary>
    static int EventOf(ItemPath path)
    {
        if (path.Marks.Event == PathMarks.NotAsked)
        {
            path.Marks.Event = path.Parent is null ? PathMarks.NoEvent : EventOf(path.Parent);
        }

        return path.Marks.Event;
    }

    /// <summary>What is said of a value of an event: of its place in the event first, then of that in the whole.</summary>
    Mapping? Within(PlacedKind kind, DataItem item, ItemPath root) =>
        kind.Tested?.Find(item, root.Depth, this) is { } byValue ? byValue
        : item.ShapeAt.TryMapping(kind.Kind, out var known) ? known : item.ShapeAt.Remember(kind.Kind, Find(kind.Kind, AfterSegments(item.Shape, root.Depth)) ?? Absolute(item));

    Mapping? Absolute(DataItem item) =>
        tested?.Find(item, 0, this) is { } byValue ? byValue
        : item.ShapeAt.TryMapping(protocol, out var known) ? known : item.ShapeAt.Remember(protocol, Find(item.Part, item.Shape));

    Mapping? Find(EventKind kind, ReadOnlySpan<char> relative) => Find(kind.Entries, null, relative) ?? Find(protocol.Shared, null, relative);

    Mapping? Find(MessagePart part, ReadOnlySpan<char> absolute) => Find(protocol.Entries, part, absolute);

    static Mapping? Find(IReadOnlyList<ProtocolEntry> entries, MessagePart? part, ReadOnlySpan<char> pointer)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            if (entries[i].Test is null && (part is null || entries[i].Path.Part == part) && entries[i].Path.IsMatch(pointer))
            {
                return entries[i].Mapping;
            }
        }

        return null;
    }

    /// <summary>Whether the value to which a way from another leads is this one.</summary>
    internal bool Holds(ItemPath from, Neighbour neighbour) =>
        from.Depth >= neighbour.Up && from.Above(from.Depth - neighbour.Up) is { } above && Is(Find(above, neighbour.Pointer), neighbour.Value);

    internal static ReadOnlySpan<char> AfterSegments(string shape, int segments)
    {
        var at = 0;
        for (var i = 0; i < segments && at >= 0; i++)
        {
            at = shape.IndexOf('/', at + 1);
        }

        return at < 0 ? default : shape.AsSpan(at);
    }
}
