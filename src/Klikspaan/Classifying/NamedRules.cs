using System.Collections.Concurrent;
using Klikspaan.Knowledge;

namespace Klikspaan.Classifying;

/// <summary>The rules that a field may match by its name. Any thread may use it.</summary>
/// <remarks>Cost: one look at what is known of a name; a new one is compared with the few patterns that have a star.</remarks>
sealed class NamedRules
{
    const int MostNames = 50_000;
    readonly DetectionRule[] rules;
    readonly ConcurrentDictionary<string, DetectionRule[]> known = new(StringComparer.Ordinal);
    readonly ILookup<string, int> byName;
    readonly (int Rule, string Pattern)[] patterns;
    readonly int[] ofAny;
    int names;

    public NamedRules(IEnumerable<DetectionRule> rules)
    {
        this.rules = [.. rules];
        var keys = this.rules.SelectMany((r, i) => r.Keys.Select(k => (Rule: i, Pattern: k))).ToList();
        byName = keys.Where(k => !k.Pattern.Contains('*', StringComparison.Ordinal)).ToLookup(k => k.Pattern, k => k.Rule, StringComparer.Ordinal);
        patterns = [.. keys.Where(k => k.Pattern.Contains('*', StringComparison.Ordinal))];
        ofAny = [.. Enumerable.Range(0, this.rules.Length).Where(i => this.rules[i].Keys.Count == 0)];
    }

    /// <summary>The rules for a name, in their order.</summary>
    public DetectionRule[] Of(string name)
    {
        if (!known.TryGetValue(name, out var found))
        {
            found = Find(name);
            if (Volatile.Read(ref names) < MostNames && known.TryAdd(name, found))
            {
                // Counted here: to ask a concurrent dictionary for its count takes all of its locks.
                Interlocked.Increment(ref names);
            }
        }

        return found;
    }

    DetectionRule[] Find(string name)
    {
        var found = new SortedSet<int>(ofAny);
        found.UnionWith(byName[name]);
        foreach (var (rule, pattern) in patterns)
        {
            if (PathPattern.Segment(pattern, name))
            {
                found.Add(rule);
            }
        }

        return [.. found.Select(i => rules[i]).Where(r => r.IsAbout(name))];
    }
}
