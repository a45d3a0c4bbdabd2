using System.Runtime.CompilerServices;
using Klikspaan.Knowledge;

namespace Klikspaan.Classifying;

/// <summary>What a classifier found before, so that it is asked once for each path and shape of value; one thread at a time uses it.</summary>
sealed class ClassifierMemory
{
    const int Most = 1 << 16;
    readonly Dictionary<Key, (DetectionRule? Secret, DetectionRule? Any)> rules = [];
    readonly Dictionary<object, Classification> byRule = new(ReferenceEqualityComparer.Instance);
    readonly Dictionary<object, Classification>[] byMapping = [new(ReferenceEqualityComparer.Instance), new(ReferenceEqualityComparer.Instance)];

    /// <summary>Forgets the paths when there are too many of them; what rules and mappings say is bounded by the knowledge.</summary>
    public void Clear()
    {
        if (rules.Count > Most)
        {
            rules.Clear();
        }
    }

    /// <summary>The rules that were found for a path and a shape of value.</summary>
    public bool TryRules(PathShape path, MessagePart part, string? shape, out (DetectionRule? Secret, DetectionRule? Any) found) =>
        rules.TryGetValue(new(path, part, shape), out found);

    /// <summary>Remembers the rules for a path and a shape of value.</summary>
    public void Remember(PathShape path, MessagePart part, string? shape, (DetectionRule? Secret, DetectionRule? Any) found) =>
        rules[new(path, part, shape)] = found;

    /// <summary>What a rule says; null when it was not asked yet.</summary>
    public Classification? Of(DetectionRule rule) => byRule.GetValueOrDefault(rule);

    /// <summary>What a protocol file says; null when it was not asked yet.</summary>
    public Classification? Of(Mapping mapping, bool isNoValue) => byMapping[isNoValue ? 1 : 0].GetValueOrDefault(mapping);

    /// <summary>Remembers what a rule says.</summary>
    public Classification Remember(DetectionRule rule, Classification classification) => byRule[rule] = classification;

    /// <summary>Remembers what a protocol file says.</summary>
    public Classification Remember(Mapping mapping, bool isNoValue, Classification classification) =>
        byMapping[isNoValue ? 1 : 0][mapping] = classification;

    /// <summary>Compared by reference: a path shape is one object in its table, a shape of value one constant.</summary>
    readonly struct Key(PathShape path, MessagePart part, string? shape) : IEquatable<Key>
    {
        readonly PathShape path = path;
        readonly MessagePart part = part;
        readonly string? shape = shape;

        public bool Equals(Key other) => ReferenceEquals(path, other.path) && ReferenceEquals(shape, other.shape) && part == other.part;

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode() =>
            (RuntimeHelpers.GetHashCode(path) * 31) + (shape is null ? 0 : RuntimeHelpers.GetHashCode(shape)) + (int)part;
    }
}
