using System.Buffers;
using Klikspaan.Knowledge;

namespace Klikspaan.Classifying;

/// <summary>Says of exchanges and values whether they are content, functional or diagnostic data, as far as they were observed. What is stored, and for what, is apart from it.</summary>
/// <param name="knowledge">The facts in use.</param>
/// <param name="planted">The planted values, of which those of some kinds are content.</param>
public sealed class DataClassifier(KnowledgeBase knowledge, IReadOnlyList<PlantedValue> planted)
{
    static readonly ObservedClass Unknown = new(DataClass.NotEstablished, "no protocol file", "No protocol file knows the request, and no event of it shows by its shape.", "");
    static readonly ObservedClass NoRole = new(DataClass.NotEstablished, "no role", "The protocol file does not say what its requests are for.", "");
    static readonly ObservedClass Contact = new(DataClass.NotEstablished, "contact alone", "Of this only was seen that it was, or what a log tells of it.", "");
    static readonly ObservedClass Record = new(DataClass.Diagnostic, ClassFacts.RecordBasis, "The vendor's service wrote this record of how it was used.", "");
    static readonly ObservedClass Shape = new(DataClass.Diagnostic, "shape of an event", "A name of an event and a moment stand beside each other.", "classes#samples");
    static readonly ObservedClass Field = new(DataClass.Functional, "field of HTTP", "The field tells how the request is to be carried and answered.", "classes#rfc9110");
    static readonly ObservedClass Identifying = new(DataClass.NotEstablished, "identifier in a field of HTTP", "The field tells how the request is to be carried, and what stands in it stands for a person or device too.", "classes#rfc9110");
    static readonly ObservedClass Planted = new(DataClass.Content, "planted value", "A title, name, subject, word or search that the tester made stands in it.", "");
    static readonly ObservedClass Category = new(DataClass.Content, "category of the value", "The value is a path, title, address, text or repository, by the rule or protocol file that gives its category.", "");
    static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdefABCDEF"u8);
    readonly ClassFacts facts = knowledge.Classes;
    readonly Dictionary<string, ObservedClass> ofProtocols = new(StringComparer.Ordinal);
    readonly HashSet<string> identifying = [.. planted.Where(p => knowledge.Classes.IdentifyingKinds.Contains(p.Kind)).Select(p => p.Label)];
    readonly Dictionary<string, string> lists = planted.Select(p => (p.Label, List: knowledge.Lists.Of(p))).Where(p => p.List.Length > 0).ToDictionary(p => p.Label, p => p.List, StringComparer.Ordinal);
    readonly HashSet<string> content = [.. planted.Where(p => knowledge.Classes.ContentKinds.Contains(p.Kind)).Select(p => p.Label)];

    /// <summary>The class of an exchange as a whole.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="protocol">Id of the protocol file that knows it; empty when none does.</param>
    /// <param name="items">Its values.</param>
    /// <param name="need">What a tester stated that the step needs in which it was sent; null for nothing. What the protocol is for, or the shape of an event, says more.</param>
    public ObservedClass Of(Exchange exchange, string protocol, IReadOnlyList<DataItem> items, StepNeed? need = null)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentNullException.ThrowIfNull(items);
        return need is not null && exchange.Kind == ExchangeKind.Http && CanBeNeeded(protocol) && !HasEvent(items) ? Needed(need)
            : exchange.Kind == ExchangeKind.VendorRecord ? Record
            : exchange.Kind.IsMetadata() || exchange.Kind == ExchangeKind.File ? Contact
            : protocol.Length > 0 ? OfProtocol(protocol)
            : HasEvent(items) ? Shape
            : Unknown;
    }

    /// <summary>The class of a value within an exchange.</summary>
    /// <param name="item">The value.</param>
    /// <param name="classification">Of which category it is.</param>
    /// <param name="whole">The class of its exchange.</param>
    /// <param name="hits">The planted values that were found in that exchange.</param>
    public ObservedClass Of(DataItem item, Classification classification, ObservedClass whole, IReadOnlyList<PlantedHit> hits)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(classification);
        ArgumentNullException.ThrowIfNull(hits);
        return HoldsContent(item, hits) ? Planted
            : facts.ContentCategories.Contains(classification.Category) && !IsDigits(item.Value.Span) ? Category
            : !IsHttpField(item) ? whole
            : !facts.IdentifyingCategories.Contains(classification.Category) && !Holds(identifying, item, hits) ? Field
            : whole.Class == DataClass.NotEstablished ? Identifying
            : whole;
    }

    /// <summary>The lists of articles 9, 10 and 87 GDPR on which the tester put what was planted and found in a value, with commas; empty for none.</summary>
    public string ListsOf(DataItem item, IReadOnlyList<PlantedHit> hits)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(hits);
        return lists.Count == 0 ? ""
            : string.Join(", ", hits.Where(h => h.Where.Part == item.Part && h.Where.Path == item.Path).Select(h => lists.GetValueOrDefault(h.Label, "")).Where(l => l.Length > 0).Distinct().Order(StringComparer.Ordinal));
    }

    /// <summary>Whether a value is that of a header field that carries the request itself, or stands in one.</summary>
    public bool IsHttpField(DataItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (item.Part != MessagePart.Header)
        {
            return false;
        }

        var path = item.Path.TrimStart('/');
        return facts.HttpFields.Contains(path) || (path.IndexOf('/', StringComparison.Ordinal) is > 0 and var end && facts.HttpFields.Contains(path[..end]));
    }

    bool CanBeNeeded(string protocol) =>
        protocol.Length == 0 || (OfProtocol(protocol).Class == DataClass.NotEstablished && (knowledge.Protocols.FirstOrDefault(p => p.Id == protocol)?.Role is not { Length: > 0 } role || facts.NeededRoles.Contains(role)));

    static ObservedClass Needed(StepNeed need) =>
        new(DataClass.Functional, ClassFacts.NeedBasis, $"It was sent during the step '{need.Step}', and the tester stated that this step needs requests to {need.Host}{need.Path}: {need.For}", need.Place) { Need = need };

    bool HoldsContent(DataItem item, IReadOnlyList<PlantedHit> hits) => Holds(content, item, hits);

    static bool Holds(HashSet<string> labels, DataItem item, IReadOnlyList<PlantedHit> hits)
    {
        for (var i = 0; labels.Count > 0 && i < hits.Count; i++)
        {
            if (hits[i].Where.Part == item.Part && hits[i].Where.Path == item.Path && labels.Contains(hits[i].Label))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Digits alone, as a digest has them: what they were made of is not in them to be read.</summary>
    static bool IsDigits(ReadOnlySpan<byte> value) => value.Length >= 8 && !value.ContainsAnyExcept(Hex);

    ObservedClass OfProtocol(string id)
    {
        if (!ofProtocols.TryGetValue(id, out var found))
        {
            var role = knowledge.Protocols.FirstOrDefault(p => p.Id == id)?.Role ?? "";
            ofProtocols.Add(id, found = facts.Roles.GetValueOrDefault(role) ?? NoRole);
        }

        return found;
    }

    /// <summary>Whether somewhere a name of an event and a moment are members of the same object.</summary>
    bool HasEvent(IReadOnlyList<DataItem> items)
    {
        HashSet<ItemPath>? named = null, timed = null;
        foreach (var item in items)
        {
            if (item.At.Parent is not { } parent || item.Part is not (MessagePart.Content or MessagePart.Message) || item.Value.IsEmpty)
            {
                continue;
            }

            var key = item.ShapeAt.Key;
            if (facts.EventNames.Contains(key) && !char.IsAsciiDigit((char)item.Value.Span[0]))
            {
                (named ??= []).Add(parent);
            }

            if (facts.EventTimes.Contains(key) && (ValueShapes.Of(item.Value.Span) == "iso-time" || Moments.IsMoment(item.Value.Span)))
            {
                (timed ??= []).Add(parent);
            }
        }

        return named is not null && timed is not null && named.Overlaps(timed);
    }
}
