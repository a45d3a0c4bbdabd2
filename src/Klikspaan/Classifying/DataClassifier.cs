using System.Buffers;
using System.Buffers.Text;
using Klikspaan.Knowledge;

namespace Klikspaan.Classifying;

/// <summary>Says of exchanges and values whether they are content, functional or diagnostic data, as far as they were observed. What is stored, and for what, is apart from it.</summary>
/// <param name="knowledge">The facts in use.</param>
/// <param name="planted">The planted values, of which those of some kinds are content.</param>
public sealed class DataClassifier(KnowledgeBase knowledge, IReadOnlyList<PlantedValue> planted)
{
    const string DigestReason = "A digest or checksum of what the tester wrote stands in it.", ProtocolBasis = "protocol file";
    const int GuidLength = 36;
    static readonly ObservedClass Unknown = new(DataClass.NotEstablished, "no protocol file", "No protocol file knows the request, and no event of it shows by its shape.", "");
    static readonly ObservedClass NoRole = new(DataClass.NotEstablished, "no role", "The protocol file does not say what its requests are for.", "");
    static readonly ObservedClass Contact = new(DataClass.NotEstablished, "contact alone", "Of this only was seen that it was, or what a log tells of it.", "");
    static readonly ObservedClass Record = new(DataClass.Diagnostic, ClassFacts.RecordBasis, "The vendor's service wrote this record of how it was used.", "");
    static readonly ObservedClass Shape = new(DataClass.Diagnostic, "shape of an event", "A name of an event and a moment stand beside each other.", "classes#samples");
    static readonly ObservedClass Field = new(DataClass.Functional, "field of HTTP", "The field tells how the request is to be carried and answered.", "classes#rfc9110");
    static readonly ObservedClass Identifying = new(DataClass.NotEstablished, "identifier in a field of HTTP", "The field tells how the request is to be carried, and what stands in it stands for a person or device too.", "classes#rfc9110");
    static readonly ObservedClass InNeeded = new(DataClass.NotEstablished, "identifier in a needed request", "The tester stated that the step needs the request; what stands here stands for a person or device, and of that it was not stated.", "");
    static readonly ObservedClass Perhaps = new(DataClass.NotEstablished, "perhaps an event", "The tester stated that the step needs the request, but names stand beside each other in it as they do in an event; whether it is one is not shown.", "classes#likeness");
    static readonly ObservedClass Planted = new(DataClass.Content, "planted value", "A title, name, subject, word or search that the tester made stands in it.", "");
    static readonly ObservedClass Category = new(DataClass.Content, "category of the value", "The value is a path, title, address, text or repository, by the rule or protocol file that gives its category.", "");
    static readonly SearchValues<byte> Hex = SearchValues.Create("0123456789abcdefABCDEF"u8);
    static readonly SearchValues<byte> GuidDigits = SearchValues.Create("0123456789abcdefABCDEF-"u8);
    readonly ClassFacts facts = knowledge.Classes;
    readonly EventShape events = new(knowledge.Classes);
    readonly Dictionary<string, ObservedClass> ofProtocols = new(StringComparer.Ordinal);
    readonly HashSet<string> identifying = [.. planted.Where(p => knowledge.Classes.IdentifyingKinds.Contains(p.Kind) || IsListed(knowledge, p, knowledge.Classes.IdentifyingLists)).Select(p => p.Label)];
    readonly Dictionary<string, string> lists = planted.Select(p => (p.Label, List: knowledge.Lists.Of(p))).Where(p => p.List.Length > 0).ToDictionary(p => p.Label, p => p.List, StringComparer.Ordinal);
    readonly HashSet<string> content = [.. planted.Where(p => IsContent(knowledge, p)).Select(p => p.Label)];

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
        return need is not null && exchange.Kind == ExchangeKind.Http && CanBeNeeded(protocol) && !events.IsIn(items) ? events.IsPerhapsIn(items) ? Perhaps : Needed(need)
            : exchange.Kind == ExchangeKind.VendorRecord ? Record
            : exchange.Kind.IsMetadata() || exchange.Kind == ExchangeKind.File ? Contact
            : protocol.Length > 0 ? OfProtocol(protocol)
            : events.IsIn(items) ? Shape
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
        var isDigest = Holds(content, item, hits, isDigest: true);
        return Holds(content, item, hits, isDigest: false) ? Planted
            : facts.ContentCategories.Contains(classification.Category) && !IsDigits(item.Value.Span) && !(isDigest && IsDigest(item.Value.Span)) ? Category
            : Said(OfOther(item, classification, whole, hits, isDigest), isDigest);
    }

    /// <summary>The lists of articles 9, 10 and 87 GDPR, with commas: on which the tester put what was planted and found in a value, in clear or as a digest; on which its category is, by the protocol file. Empty for none.</summary>
    /// <param name="item">The value.</param>
    /// <param name="classification">Of which category it is.</param>
    /// <param name="hits">The planted values that were found in its exchange.</param>
    public string ListsOf(DataItem item, Classification classification, IReadOnlyList<PlantedHit> hits)
    {
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(classification);
        ArgumentNullException.ThrowIfNull(hits);
        var mapped = item.Mapping is not null && classification.Basis == ProtocolBasis ? knowledge.Lists.Categories.GetValueOrDefault(classification.Category, "") : "";
        if (lists.Count == 0)
        {
            return mapped.Length > 0 ? $"{mapped} (protocol file)" : "";
        }

        var found = hits.Where(h => StandsIn(h, item) && lists.ContainsKey(h.Label)).Select(h => (List: lists[h.Label], IsDigest: IsDigest(h))).ToList();
        var clear = found.Where(f => !f.IsDigest).Select(f => f.List).ToHashSet(StringComparer.Ordinal);
        IEnumerable<string> said = [.. clear, .. found.Where(f => f.IsDigest && !clear.Contains(f.List)).Select(f => $"{f.List} (digest)"), .. mapped.Length > 0 ? new[] { $"{mapped} (protocol file)" } : []];
        return string.Join(", ", said.Distinct().Order(StringComparer.Ordinal));
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
        new(DataClass.Functional, ClassFacts.NeedBasis, $"It was sent during the step '{need.Step}', and the tester stated that this step needs requests to {need.Host}{need.Path}: {need.For}{(need.For.EndsWith('.') ? "" : ".")} {need.Stated}", need.Place) { Need = need };

    /// <summary>What is no content: a field of HTTP that holds nothing else is functional, and what stands for a person or device never is by the name of its field or a statement on the request.</summary>
    ObservedClass OfOther(DataItem item, Classification classification, ObservedClass whole, IReadOnlyList<PlantedHit> hits, bool isDigest)
    {
        var isField = IsHttpField(item);
        var isIdentifying = (isField || whole.Need is not null) && (facts.IdentifyingCategories.Contains(classification.Category) || Holds(identifying, item, hits, null) || (isField && HoldsGuid(item.Value.Span)));
        return isIdentifying ? whole.Need is not null ? InNeeded : isField && whole.Class == DataClass.NotEstablished ? Identifying : whole
            : isField && !isDigest ? Field
            : whole;
    }

    /// <summary>From a digest what was written cannot be read, so it is no content, and is told all the same.</summary>
    static ObservedClass Said(ObservedClass observed, bool isDigest) => isDigest ? observed with { Reason = $"{observed.Reason} {DigestReason}" } : observed;

    static bool IsContent(KnowledgeBase knowledge, PlantedValue planted) =>
        knowledge.Classes.ContentKinds.Contains(planted.Kind) || (planted.Step.Length > 0 && knowledge.Classes.PlannedContentKinds.Contains(planted.Kind)) || IsListed(knowledge, planted, knowledge.Classes.ContentLists);

    static bool IsListed(KnowledgeBase knowledge, PlantedValue planted, IReadOnlySet<string> lists) => knowledge.Lists.Of(planted) is { Length: > 0 } list && lists.Contains(list);

    static bool StandsIn(PlantedHit hit, DataItem item) => hit.Where.Part == item.Part && hit.Where.Path == item.Path;

    static bool IsDigest(PlantedHit hit) => WrittenForm.Parse(hit.Form).IsDigest;

    /// <summary>Whether one of these planted values stands in an item: as a digest or checksum, in a form from which it can be read, or, where that is null, in any.</summary>
    static bool Holds(HashSet<string> labels, DataItem item, IReadOnlyList<PlantedHit> hits, bool? isDigest)
    {
        for (var i = 0; labels.Count > 0 && i < hits.Count; i++)
        {
            if (StandsIn(hits[i], item) && labels.Contains(hits[i].Label) && (isDigest is null || isDigest == IsDigest(hits[i])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Digits alone, as a digest has them: what they were made of is not in them to be read.</summary>
    static bool IsDigits(ReadOnlySpan<byte> value) => value.Length >= 8 && !value.ContainsAnyExcept(Hex);

    /// <summary>Whether all of a value is a digest in base64: it decodes to as many bytes as one has.</summary>
    static bool IsDigest(ReadOnlySpan<byte> value) => Base64.IsValid(value, out var length) ? DigestToken.IsWholeLength(length) : Base64Url.IsValid(value, out length) && DigestToken.IsWholeLength(length);

    /// <summary>Whether a GUID stands in a value, as in the boundary of a body of several parts.</summary>
    static bool HoldsGuid(ReadOnlySpan<byte> value)
    {
        while (!value.IsEmpty)
        {
            var end = value.IndexOfAnyExcept(GuidDigits);
            var token = end < 0 ? value : value[..end];
            if (token.Length == GuidLength && ValueShapes.Of(token) == "guid")
            {
                return true;
            }

            value = end < 0 ? default : value[(end + 1)..];
        }

        return false;
    }

    ObservedClass OfProtocol(string id)
    {
        if (!ofProtocols.TryGetValue(id, out var found))
        {
            var role = knowledge.Protocols.FirstOrDefault(p => p.Id == id)?.Role ?? "";
            ofProtocols.Add(id, found = facts.Roles.GetValueOrDefault(role) ?? NoRole);
        }

        return found;
    }
}
