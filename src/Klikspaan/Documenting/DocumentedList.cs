using System.Collections.Concurrent;
using Klikspaan.Knowledge;

namespace Klikspaan.Documenting;

/// <summary>A snapshot, ready to be held against values: of a description only what it states of values is kept.</summary>
public sealed class DocumentedList
{
    const int MostSomeCommon = 200;
    static readonly string[] Anywhere = ["/{field}", "/data/{field}"];
    readonly Dictionary<string, DocumentedEvent> events = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> folded = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, string> former = new(StringComparer.Ordinal);
    readonly Dictionary<string, (DocumentedEvent Group, DocumentedField Field)> common = new(StringComparer.Ordinal);
    // Cores ask at the same time.
    readonly ConcurrentDictionary<string, EventFields> fields = new(StringComparer.Ordinal);
    readonly List<EventFields> someCommon = [];
    readonly DocumentationFacts? facts;

    /// <summary>Makes one of a snapshot.</summary>
    /// <param name="head">Its head.</param>
    /// <param name="reader">The reader, after the head.</param>
    /// <param name="facts">What the knowledge says of the product; null for nothing.</param>
    /// <param name="phrases">Words that state something of values.</param>
    public DocumentedList(SnapshotHead head, SnapshotReader reader, DocumentationFacts? facts, IReadOnlyList<StatementPhrases> phrases)
    {
        ArgumentNullException.ThrowIfNull(reader);
        (Head, this.facts) = (head, facts);
        var statements = new FieldStatements(phrases);
        foreach (var one in reader.ReadList(statements.Shorten))
        {
            Add(one, statements);
        }
    }

    /// <summary>What it is of.</summary>
    public SnapshotHead Head { get; }

    /// <summary>Where fields of events stand.</summary>
    IReadOnlyList<string> Places => facts?.Fields ?? Anywhere;

    /// <summary>Whether events of a protocol can be in it.</summary>
    public bool Speaks(string protocol) => (Head.Protocols.Count > 0 ? Head.Protocols : facts?.Protocols ?? []).Contains(protocol);

    /// <summary>Whether fields of events are known to stand at a pointer; what stands elsewhere in an event is of what it is wrapped in, of which the list need not speak.</summary>
    public bool HoldsField(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var at = EventFields.WithoutPositions(path);
        return facts?.Fields.Any(p => p[..^EventFields.Placeholder.Length] is var start && at.Length > start.Length && at.StartsWith(start, StringComparison.Ordinal)) == true;
    }

    /// <summary>How a value of an event corresponds with it.</summary>
    /// <param name="name">Name of the event as sent.</param>
    /// <param name="path">Pointer from the event to the value, with <c>*</c> for positions in lists.</param>
    public Correspondence Find(string name, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var at = EventFields.WithoutPositions(path);
        var (one, isLoose, isFormer) = Event(name);
        var within = one is not null && !isLoose ? FieldsOf(one).Find(at, Places, facts?.IgnoresCase == true) : Correspondence.None;
        if (within.Kind == CorrespondenceKind.Field || !common.TryGetValue(at, out var shared))
        {
            return within.Kind != CorrespondenceKind.None ? within with { Former = isFormer } : one is not null ? new(CorrespondenceKind.EventLoosely, one, null, false) : Some(at);
        }

        return new(CorrespondenceKind.Common, shared.Group, shared.Field, false);
    }

    /// <summary>The event that is listed by a name: whether but for capitals, and whether it has a newer name.</summary>
    (DocumentedEvent? Event, bool IsLoose, bool IsFormer) Event(string name)
    {
        foreach (var candidate in (IEnumerable<string>)[name, .. (facts?.Prefixes ?? []).Select(p => Without(p, name)).OfType<string>()])
        {
            if (events.TryGetValue(candidate, out var found))
            {
                return (found, false, false);
            }

            if (former.TryGetValue(candidate, out var now))
            {
                return (events[now], false, true);
            }
        }

        return folded.TryGetValue(name, out var same) ? (events[same], true, false) : (null, false, false);
    }

    /// <summary>A name without what stands before it, in which a star stands for text without a dot; null where it does not stand there.</summary>
    static string? Without(string prefix, string name)
    {
        var star = prefix.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
        {
            return name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..] : null;
        }

        var (start, end) = (prefix[..star], prefix[(star + 1)..]);
        if (!name.StartsWith(start, StringComparison.Ordinal))
        {
            return null;
        }

        var dot = name.IndexOf('.', start.Length);
        return dot >= 0 && name.AsSpan(dot).StartsWith(end) ? name[(dot + end.Length)..] : null;
    }

    Correspondence Some(string at)
    {
        foreach (var of in someCommon)
        {
            if (of.Find(at, Places, false) is { Kind: CorrespondenceKind.Field } found)
            {
                return found with { Kind = CorrespondenceKind.CommonToSome };
            }
        }

        return Correspondence.None;
    }

    EventFields FieldsOf(DocumentedEvent one) => fields.GetOrAdd(one.Name, _ => new(one));

    void Add(DocumentedEvent one, FieldStatements statements)
    {
        if (one.IsCommon)
        {
            AddCommon(one);
            return;
        }

        foreach (var name in statements.FormerNames(one.Description))
        {
            former.TryAdd(name, one.Name);
        }

        one.Description = one.Purpose = "";
        events.TryAdd(one.Name, one);
        folded.TryAdd(one.Name, one.Name);
    }

    void AddCommon(DocumentedEvent group)
    {
        group.Description = group.Purpose = "";
        foreach (var place in facts?.Common ?? [])
        {
            if (Star(place.Group, group.Name) is not { } star)
            {
                continue;
            }

            foreach (var field in group.Fields)
            {
                foreach (var at in place.At)
                {
                    common.TryAdd(EventFields.Pointer(at.Replace("{*}", star, StringComparison.Ordinal), field.Name), (group, field));
                }
            }

            return;
        }

        if (someCommon.Count < MostSomeCommon)
        {
            someCommon.Add(new(group));
        }
    }

    /// <summary>What the star in a pattern stands for; null where the text is not of it.</summary>
    static string? Star(string pattern, string text)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
        {
            return pattern == text ? "" : null;
        }

        var (start, end) = (pattern[..star], pattern[(star + 1)..]);
        return text.Length >= start.Length + end.Length && text.StartsWith(start, StringComparison.Ordinal) && text.EndsWith(end, StringComparison.Ordinal) ? text[start.Length..^end.Length] : null;
    }
}
