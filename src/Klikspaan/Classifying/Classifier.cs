using System.Collections.Concurrent;
using System.Text;
using Klikspaan.Knowledge;

namespace Klikspaan.Classifying;

/// <summary>Says of which category an item is, by the protocol file or else by the rules; what neither says stays not established.</summary>
public sealed class Classifier(KnowledgeBase knowledge)
{
    /// <summary>Category of what a protocol needs for itself, such as its version.</summary>
    public const string ProtocolCategory = "protocol";

    static readonly Classification Unknown = new(Classification.NotEstablished, "", "", "", Classification.NotEstablished, false);
    static readonly Classification Nothing = new(Classification.NoValue, "", "The value is empty or null.", "", "the value itself", false);
    readonly ConcurrentBag<ClassifierMemory> memories = [];
    readonly PrefixedRules prefixed = new(knowledge.Rules.Where(r => r.Prefixes.Count > 0));
    readonly IReadOnlyList<DetectionRule> secrets = [.. knowledge.Rules.Where(r => IsSecret(knowledge, r.Category))];

    /// <summary>Classifies all items of an exchange, in their order.</summary>
    /// <remarks>Cost: the look at the shape of the value, and one look-up of what was found for the same path and shape before.</remarks>
    public IReadOnlyList<Classification> Classify(IReadOnlyList<DataItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var memory = memories.TryTake(out var free) ? free : new();
        memory.Clear();
        HashSet<ItemPath>? secretPaths = null;
        var result = new Classification[items.Count];
        for (var i = 0; i < result.Length; i++)
        {
            var item = items[i];
            var classification = Single(item, memory);
            if (classification.IsSecret)
            {
                (secretPaths ??= new(ReferenceEqualityComparer.Instance)).Add(item.At);
            }
            else if (secretPaths is not null && IsWithin(secretPaths, item.At))
            {
                classification = classification with { IsSecret = true };
            }

            result[i] = classification;
        }

        memories.Add(memory);
        return result;
    }

    /// <summary>Whether <paramref name="rule"/> matches a value at a path; how its own examples are tested.</summary>
    public static bool IsMatch(DetectionRule rule, MessagePart part, string path, ReadOnlySpan<byte> value)
    {
        ArgumentNullException.ThrowIfNull(path);
        return !value.IsEmpty && IsMatch(rule, part, PathShape.Normalise(path.AsSpan(path.LastIndexOf('/') + 1)), ValueShapes.Of(value))
            && (rule.Prefixes.Count == 0 || new PrefixedRules([rule]).Find(value).Count > 0);
    }

    static bool IsMatch(DetectionRule rule, MessagePart part, string key, string? shape) =>
        (rule.Parts.Count == 0 || rule.Parts.Contains(part))
        && (rule.Shapes.Count == 0 || (shape is not null && rule.Shapes.Contains(shape)))
        && (rule.Keys.Count == 0 || rule.Keys.Any(k => PathPattern.Segment(k, key)));

    Classification Single(DataItem item, ClassifierMemory memory)
    {
        // A name alone does not overrule what a protocol file says of this very path; the shape of a credential does.
        var mapping = item.Mapping;
        if (mapping is null && IsEmpty(item))
        {
            return Nothing;
        }

        var (secret, any) = item.Value.IsEmpty ? default : Rules(item, memory);
        if (secret is not null && (mapping?.Category is null || secret.Shapes.Count + secret.Prefixes.Count > 0))
        {
            return memory.Of(secret) ?? memory.Remember(secret, ByRule(secret));
        }

        if (mapping is not null)
        {
            var isNoValue = IsNoValue(item, mapping);
            return memory.Of(mapping, isNoValue) ?? memory.Remember(mapping, isNoValue, ByMapping(mapping, isNoValue));
        }

        return any is null ? Unknown : memory.Of(any) ?? memory.Remember(any, ByRule(any));
    }

    Classification ByMapping(Mapping mapping, bool isNoValue)
    {
        var category = isNoValue ? Classification.NoValue : mapping.Category ?? ProtocolCategory;
        return new(category, mapping.Rule, mapping.Reason, mapping.Source, "protocol file", IsSecret(knowledge, category));
    }

    Classification ByRule(DetectionRule rule) => new(
        rule.Category, "rules/" + rule.Id, rule.Reason, rule.Source,
        rule.Shapes.Count + rule.Prefixes.Count > 0 ? "shape of the value" : "name of the field", IsSecret(knowledge, rule.Category));

    /// <summary>The first rule for a credential, and the first rule of any kind; how a value begins ranks before its shape and name.</summary>
    (DetectionRule? Secret, DetectionRule? Any) Rules(DataItem item, ClassifierMemory memory)
    {
        var value = item.Value.Span;
        var shape = ValueShapes.Of(value);
        if (!memory.TryRules(item.ShapeAt, item.Part, shape, out var rules))
        {
            memory.Remember(item.ShapeAt, item.Part, shape, rules = Rules(item.Part, item.ShapeAt.Key, shape));
        }

        if (prefixed.MayBegin(value) && prefixed.Find(value).FirstOrDefault(r => IsMatch(r, item.Part, item.ShapeAt.Key, shape)) is { } byPrefix)
        {
            rules = (IsSecret(knowledge, byPrefix.Category) ? byPrefix : rules.Secret, byPrefix);
        }

        return rules;
    }

    /// <summary>Shapes rank before names for credentials.</summary>
    (DetectionRule? Secret, DetectionRule? Any) Rules(MessagePart part, string key, string? shape) => (
        secrets.OrderByDescending(r => r.Shapes.Count > 0).FirstOrDefault(r => r.Prefixes.Count == 0 && IsMatch(r, part, key, shape)),
        knowledge.Rules.FirstOrDefault(r => r.Prefixes.Count == 0 && IsMatch(r, part, key, shape)));

    /// <summary>Whether the value tells nothing: empty, a JSON null, or a text that the protocol file names as a placeholder.</summary>
    static bool IsNoValue(DataItem item, Mapping mapping) =>
        mapping.Category is not null && (IsEmpty(item) || mapping.Placeholders.Any(p => item.Value.Span.SequenceEqual(Encoding.UTF8.GetBytes(p))));

    static bool IsEmpty(DataItem item) => item.Value.IsEmpty || item.IsNull;

    static bool IsSecret(KnowledgeBase knowledge, string category) => knowledge.Categories.GetValueOrDefault(category)?.IsSecret == true;

    static bool IsWithin(HashSet<ItemPath> secretPaths, ItemPath path)
    {
        for (var at = path; at is not null; at = at.Parent)
        {
            if (secretPaths.Contains(at))
            {
                return true;
            }
        }

        return false;
    }
}
