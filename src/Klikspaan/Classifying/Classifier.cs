using System.Collections.Concurrent;
using Klikspaan.Knowledge;

namespace Klikspaan.Classifying;

/// <summary>Says of which category an item is, by the protocol file or else by the rules; what neither says stays not established.</summary>
public sealed class Classifier(KnowledgeBase knowledge)
{
    /// <summary>Category of what a protocol needs for itself, such as its version.</summary>
    public const string ProtocolCategory = "protocol";

    static readonly Classification Unknown = new(Classification.NotEstablished, "", "", "", Classification.NotEstablished, false);
    static readonly Classification Nothing = new(Classification.NoValue, "", "The value is empty or null.", "", "the value itself", false);
    readonly ConcurrentDictionary<object, Classification> said = new(ReferenceEqualityComparer.Instance);
    readonly NamedRules named = new(knowledge.Rules.Where(r => r.Beginnings == 0).OrderByDescending(Strength));

    // What a protocol file says of is overruled by credentials alone: no other shape is asked for then.
    readonly bool isAnyShapeSecret = knowledge.Rules.Any(r => IsSecret(knowledge, r.Category) && !r.Shapes.All(ValueShapes.IsEasy));
    readonly PrefixedRules prefixed = new(knowledge.Rules.Where(r => r.Beginnings > 0));

    /// <summary>Classifies all items of an exchange, in their order.</summary>
    public IReadOnlyList<Classification> Classify(IReadOnlyList<DataItem> items) => Classify(items, []);

    /// <summary>Adds for each item what it is.</summary>
    /// <remarks>Cost: 11 % of the path: the look at the shape of the value, and one look at what was found for the same path and shape before.</remarks>
    internal List<Classification> Classify(IReadOnlyList<DataItem> items, List<Classification> result)
    {
        ArgumentNullException.ThrowIfNull(items);
        Dictionary<ItemPath, (Classification Said, Mapping? Mapping)>? secrets = null;
        var secretParts = 0;
        foreach (var item in SpanOf.List(items))
        {
            var classification = Single(item);
            if (classification.IsSecret)
            {
                (secrets ??= new(ReferenceEqualityComparer.Instance))[item.At] = (classification, item.Mapping);
                secretParts |= 1 << (int)item.Part;
            }
            else if (secrets is not null && (secretParts & (1 << (int)item.Part)) != 0 && Around(secrets, item.At) is { } secret)
            {
                // What nothing says of the part itself holds of the whole.
                var isOfWhole = ReferenceEquals(classification, Unknown) || (item.Layer.IsPart && item.Mapping is not null && ReferenceEquals(item.Mapping, secret.Mapping));
                classification = (isOfWhole ? secret.Said : classification) with { IsSecret = true };
            }

            result.Add(classification);
        }

        return result;
    }

    /// <summary>Whether <paramref name="rule"/> matches a value at a path; how its own examples are tested.</summary>
    public static bool IsMatch(DetectionRule rule, MessagePart part, string path, ReadOnlySpan<byte> value)
    {
        ArgumentNullException.ThrowIfNull(path);
        var segments = path.Split('/');
        var holder = segments[1..^1].LastOrDefault(s => !s.All(char.IsAsciiDigit)) ?? "";
        return IsMatchOfKey(rule, new(part, PathShape.Normalise(segments[^1]), PathShape.Normalise(holder)), value);
    }

    /// <summary>Whether <paramref name="rule"/> matches a value in such a field.</summary>
    internal static bool IsMatchOfKey(DetectionRule rule, Field field, ReadOnlySpan<byte> value) =>
        !value.IsEmpty && IsMatch(rule, field, ValueShapes.Of(value), ValueShapes.IsFew(value)) && (rule.Beginnings == 0 || new PrefixedRules([rule]).Find(value) is not null);

    /// <summary>Name and shape both are stronger evidence than either, and a narrow shape says more than the one of whose kind it is; apart from that rules keep their order.</summary>
    static int Strength(DetectionRule rule) =>
        rule.Keys.Count > 0 && rule.Shapes.Count > 0 ? 2 : rule.Shapes.Count > 0 && rule.Shapes.All(ValueShapes.IsNarrow) ? 1 : 0;

    static bool IsMatch(DetectionRule rule, Field field, string? shape, bool isFew) => IsMatchButKey(rule, field, shape, isFew) && rule.IsAbout(field.Key);

    static bool IsMatchButKey(DetectionRule rule, Field field, string? shape, bool isFew) =>
        (rule.Parts.Count == 0 || rule.Parts.Contains(field.Part)) && (rule.Shapes.Count == 0 || (shape is not null && rule.Shapes.Contains(shape)))
        && (rule.In.Count == 0 || rule.In.Contains(field.Holder)) && !(isFew && rule.TellsApart);

    static Field FieldOf(DataItem item) => new(item.Part, item.ShapeAt.Key, item.ShapeAt.Holder);

    Classification Single(DataItem item)
    {
        // A name alone does not overrule what a protocol file says of this very path; the shape of a credential does.
        var value = item.Value.Span;
        if (item.Mapping is null && IsEmpty(item))
        {
            return Nothing;
        }

        var place = value.IsEmpty ? -1 : ValueShapes.Find(value, item.Mapping is null || isAnyShapeSecret);
        var shape = place < 0 ? null : ValueShapes.Names[place];
        var isNoValue = item.Mapping is { } mapping && IsNoValue(item, mapping);
        if (prefixed.Find(value) is { } begins)
        {
            return Decide(item, shape, isNoValue, First(begins, item, shape));
        }

        var look = Look(value, place, isNoValue, ValueShapes.IsFew(value));
        if (item.ShapeAt.ClassOf(this, look, item.Mapping) is not { } classification)
        {
            classification = Decide(item, shape, isNoValue, null);
            item.ShapeAt.Remember(new(this, look, item.Mapping, classification));
        }

        return classification;
    }

    /// <summary>Apart from what is done for each value: a method that makes a closure makes it for every call.</summary>
    static DetectionRule? First(IEnumerable<DetectionRule> rules, DataItem item, string? shape) => rules.FirstOrDefault(r => IsMatch(r, FieldOf(item), shape, ValueShapes.IsFew(item.Value.Span)));

    /// <summary>A number for all of a value that a classification can depend on, its beginning left aside.</summary>
    static int Look(ReadOnlySpan<byte> value, int shape, bool isNoValue, bool isFew) =>
        (4 * (value.IsEmpty ? 0 : 2 + shape)) + (isFew ? 2 : 0) + (isNoValue ? 1 : 0);

    Classification Decide(DataItem item, string? shape, bool isNoValue, DetectionRule? byPrefix)
    {
        var (secret, any) = item.Value.IsEmpty ? default : Rules(FieldOf(item), shape, ValueShapes.IsFew(item.Value.Span));
        if (byPrefix is not null)
        {
            (secret, any) = (IsSecret(knowledge, byPrefix.Category) ? byPrefix : secret, byPrefix);
        }

        if (secret is not null && (item.Mapping?.Category is null || secret.Shapes.Count + secret.Beginnings > 0))
        {
            return said.GetOrAdd(secret, r => ByRule((DetectionRule)r));
        }

        return item.Mapping is { } mapping ? (isNoValue ? ByMapping(mapping, true) : said.GetOrAdd(mapping, m => ByMapping((Mapping)m, false)))
            : any is null ? Unknown
            : said.GetOrAdd(any, r => ByRule((DetectionRule)r));
    }

    Classification ByMapping(Mapping mapping, bool isNoValue)
    {
        var category = isNoValue ? Classification.NoValue : mapping.Category ?? ProtocolCategory;
        return new(category, mapping.Rule, mapping.Reason, mapping.Source, "protocol file", IsSecret(knowledge, category));
    }

    Classification ByRule(DetectionRule rule) => new(
        rule.Category, "rules/" + rule.Id, rule.Reason, rule.Source,
        rule.Shapes.Count + rule.Beginnings == 0 ? "name of the field" : IsNamed(rule) ? "name of the field and shape of the value" : "shape of the value",
        IsSecret(knowledge, rule.Category));

    /// <summary>Whether it rests on a name, too; <c>*</c> is none.</summary>
    static bool IsNamed(DetectionRule rule) => rule.Keys.Any(k => k != "*");

    /// <summary>The first rule for a credential, and the first rule of any kind; shapes rank before names for credentials.</summary>
    (DetectionRule? Secret, DetectionRule? Any) Rules(Field field, string? shape, bool isFew)
    {
        DetectionRule? secret = null, any = null;
        foreach (var rule in named.Of(field.Key))
        {
            if (IsMatchButKey(rule, field, shape, isFew))
            {
                any ??= rule;
                secret = IsSecret(knowledge, rule.Category) && (secret is null || (secret.Shapes.Count == 0 && rule.Shapes.Count > 0)) ? rule : secret;
            }
        }

        return (secret, any);
    }

    /// <summary>Whether the value tells nothing: empty, a JSON null, or a text that the protocol file names as a placeholder.</summary>
    static bool IsNoValue(DataItem item, Mapping mapping) =>
        mapping.Category is not null && (IsEmpty(item) || mapping.IsPlaceholder(item.Value.Span));

    static bool IsEmpty(DataItem item) => item.Value.IsEmpty || item.IsNull;

    static bool IsSecret(KnowledgeBase knowledge, string category) => knowledge.Categories.GetValueOrDefault(category)?.IsSecret == true;

    /// <summary>What was said of the secret that a value is a part of; null when it is part of none.</summary>
    static (Classification Said, Mapping? Mapping)? Around(Dictionary<ItemPath, (Classification Said, Mapping? Mapping)> secrets, ItemPath path)
    {
        for (var at = path; at is not null; at = at.Parent)
        {
            if (secrets.TryGetValue(at, out var secret))
            {
                return secret;
            }
        }

        return null;
    }

    /// <summary>What of a field a rule can go by: the part of the request, its name, and the name of what it stands in; names in lower case without separators.</summary>
    internal readonly record struct Field(MessagePart Part, string Key, string Holder);
}
