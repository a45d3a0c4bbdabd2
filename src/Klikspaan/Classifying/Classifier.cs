using System.Collections.Concurrent;
using System.Text;
using Klikspaan.Knowledge;

namespace Klikspaan.Classifying;

/// <summary>Says of which category an item is, by the protocol file or else by the rules; what neither says stays not established.</summary>
public sealed class Classifier(KnowledgeBase knowledge)
{
    /// <summary>Category of what a protocol needs for itself, such as its version.</summary>
    public const string ProtocolCategory = "protocol";

    const int LargestCache = 50_000;
    static readonly Classification Unknown = new(Classification.NotEstablished, "", "", "", Classification.NotEstablished, false);
    static readonly Classification Nothing = new(Classification.NoValue, "", "The value is empty or null.", "", "the value itself", false);
    readonly ConcurrentDictionary<(MessagePart Part, string Key, string? Shape), (DetectionRule? Secret, DetectionRule? Any)> known = new();
    readonly IReadOnlyList<DetectionRule> prefixed = [.. knowledge.Rules.Where(r => r.Prefixes.Count > 0)];
    readonly IReadOnlyList<DetectionRule> secrets = [.. knowledge.Rules.Where(r => IsSecret(knowledge, r.Category))];

    /// <summary>Classifies all items of an exchange, in their order.</summary>
    public IReadOnlyList<Classification> Classify(IReadOnlyList<DataItem> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var secretPaths = new HashSet<(MessagePart Part, string Path)>();
        var result = new Classification[items.Count];
        for (var i = 0; i < items.Count; i++)
        {
            var item = items[i];
            var shape = ValueShapes.Of(item.Value.Span);
            var key = Key(item);
            var classification = Single(item, key, shape);
            if (classification.IsSecret)
            {
                secretPaths.Add((item.Part, item.Path));
            }
            else if (IsWithin(secretPaths, item))
            {
                classification = classification with { IsSecret = true };
            }

            result[i] = classification;
        }

        return result;
    }

    /// <summary>Whether <paramref name="rule"/> matches a value at a path; how its own examples are tested.</summary>
    public static bool IsMatch(DetectionRule rule, MessagePart part, string path, ReadOnlySpan<byte> value)
    {
        ArgumentNullException.ThrowIfNull(path);
        return !value.IsEmpty && IsMatch(rule, part, Normalise(path), ValueShapes.Of(value)) && HasPrefix(rule, value);
    }

    static bool HasPrefix(DetectionRule rule, ReadOnlySpan<byte> value)
    {
        foreach (var prefix in rule.Prefixes)
        {
            if (value.StartsWith(Encoding.UTF8.GetBytes(prefix)))
            {
                return true;
            }
        }

        return rule.Prefixes.Count == 0;
    }

    static bool IsMatch(DetectionRule rule, MessagePart part, string key, string? shape) =>
        (rule.Parts.Count == 0 || rule.Parts.Contains(part))
        && (rule.Shapes.Count == 0 || (shape is not null && rule.Shapes.Contains(shape)))
        && (rule.Keys.Count == 0 || rule.Keys.Any(k => PathPattern.Segment(k, key)));

    Classification Single(DataItem item, string key, string? shape)
    {
        // A name alone does not overrule what a protocol file says of this very path; the shape of a credential does.
        if (item.Mapping is null && IsEmpty(item))
        {
            return Nothing;
        }

        var (secret, any) = item.Value.IsEmpty ? default : Rules(item.Part, key, shape);
        if (prefixed.FirstOrDefault(r => HasPrefix(r, item.Value.Span) && IsMatch(r, item.Part, key, shape)) is { } byPrefix)
        {
            (secret, any) = (IsSecret(knowledge, byPrefix.Category) ? byPrefix : secret, byPrefix);
        }

        var secretApplies = secret is not null && (item.Mapping?.Category is null || secret.Shapes.Count + secret.Prefixes.Count > 0);
        if (item.Mapping is { } mapping && !secretApplies)
        {
            var category = IsNoValue(item, mapping) ? Classification.NoValue : mapping.Category ?? ProtocolCategory;
            return new(category, mapping.Rule, mapping.Reason, mapping.Source, "protocol file", IsSecret(knowledge, category));
        }

        var rule = secretApplies ? secret : any;
        return rule is null
            ? Unknown
            : new(rule.Category, "rules/" + rule.Id, rule.Reason, rule.Source, rule.Shapes.Count + rule.Prefixes.Count > 0 ? "shape of the value" : "name of the field", IsSecret(knowledge, rule.Category));
    }

    /// <summary>The first rule for a credential, and the first rule of any kind; shapes rank before names for credentials.</summary>
    (DetectionRule? Secret, DetectionRule? Any) Rules(MessagePart part, string key, string? shape)
    {
        if (known.TryGetValue((part, key, shape), out var rules))
        {
            return rules;
        }

        rules = (
            secrets.OrderByDescending(r => r.Shapes.Count > 0).FirstOrDefault(r => r.Prefixes.Count == 0 && IsMatch(r, part, key, shape)),
            knowledge.Rules.FirstOrDefault(r => r.Prefixes.Count == 0 && IsMatch(r, part, key, shape)));
        if (known.Count < LargestCache)
        {
            known.TryAdd((part, key, shape), rules);
        }

        return rules;
    }

    /// <summary>Whether the value tells nothing: empty, a JSON null, or a text that the protocol file names as a placeholder.</summary>
    static bool IsNoValue(DataItem item, Mapping mapping) =>
        mapping.Category is not null && (IsEmpty(item) || mapping.Placeholders.Any(p => item.Value.Span.SequenceEqual(Encoding.UTF8.GetBytes(p))));

    static bool IsEmpty(DataItem item) => item.Value.IsEmpty || item.IsNull;

    static bool IsSecret(KnowledgeBase knowledge, string category) => knowledge.Categories.GetValueOrDefault(category)?.IsSecret == true;

    static bool IsWithin(HashSet<(MessagePart Part, string Path)> secretPaths, DataItem item)
    {
        if (secretPaths.Count == 0)
        {
            return false;
        }

        for (var end = item.Path.Length; end >= 0; end = end == 0 ? -1 : item.Path.LastIndexOf('/', end - 1))
        {
            if (secretPaths.Contains((item.Part, item.Path[..end])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The name of the field: the last segment that is no position in a list.</summary>
    static string Key(DataItem item)
    {
        var shape = item.Shape;
        while (shape.EndsWith("/*", StringComparison.Ordinal))
        {
            shape = shape[..^2];
        }

        return Normalise(shape);
    }

    static string Normalise(string path)
    {
        var last = path.AsSpan(path.LastIndexOf('/') + 1);
        var key = new StringBuilder(last.Length);
        foreach (var c in last)
        {
            if (char.IsLetterOrDigit(c))
            {
                key.Append(char.ToLowerInvariant(c));
            }
        }

        return key.ToString();
    }
}
