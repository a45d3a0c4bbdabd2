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
    static readonly ObservedClass Planted = new(DataClass.Content, "planted value", "A title, name, subject, word or search that the tester made stands in it.", "");
    static readonly ObservedClass Category = new(DataClass.Content, "category of the value", "The value is a path, title, address, text or repository, by the rule or protocol file that gives its category.", "");
    static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdefABCDEF"u8);
    readonly ClassFacts facts = knowledge.Classes;
    readonly Dictionary<string, ObservedClass> ofProtocols = new(StringComparer.Ordinal);
    readonly HashSet<string> content = [.. planted.Where(p => knowledge.Classes.ContentKinds.Contains(p.Kind)).Select(p => p.Label)];

    /// <summary>The class of an exchange as a whole.</summary>
    /// <param name="exchange">The exchange.</param>
    /// <param name="protocol">Id of the protocol file that knows it; empty when none does.</param>
    /// <param name="items">Its values.</param>
    public ObservedClass Of(Exchange exchange, string protocol, IReadOnlyList<DataItem> items)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentNullException.ThrowIfNull(items);
        return exchange.Kind == ExchangeKind.VendorRecord ? Record
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
            : item.Part == MessagePart.Header && facts.HttpFields.Contains(item.Path.TrimStart('/')) ? Field
            : whole;
    }

    bool HoldsContent(DataItem item, IReadOnlyList<PlantedHit> hits)
    {
        for (var i = 0; content.Count > 0 && i < hits.Count; i++)
        {
            if (hits[i].Where.Part == item.Part && hits[i].Where.Path == item.Path && content.Contains(hits[i].Label))
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
