using System.Text;
using Klikspaan.Knowledge;

namespace Klikspaan.Classifying;

/// <summary>The rules that know a value by how it begins.</summary>
sealed class PrefixedRules
{
    readonly (DetectionRule Rule, byte[] Prefix)[][] byFirst = new (DetectionRule, byte[])[256][];

    public PrefixedRules(IEnumerable<DetectionRule> prefixed)
    {
        var all = prefixed.SelectMany(r => r.Prefixes.Select(p => (Rule: r, Prefix: Encoding.UTF8.GetBytes(p)))).Where(p => p.Prefix.Length > 0).ToLookup(p => p.Prefix[0]);
        for (var first = 0; first < byFirst.Length; first++)
        {
            byFirst[first] = [.. all[(byte)first]];
        }
    }

    /// <summary>The rules that have a prefix with which the value begins, in their order; null when there is none.</summary>
    public IEnumerable<DetectionRule>? Find(ReadOnlySpan<byte> value)
    {
        List<DetectionRule>? found = null;
        foreach (var (rule, prefix) in value.IsEmpty ? [] : byFirst[value[0]])
        {
            if (value.StartsWith(prefix) && found?.Contains(rule) != true)
            {
                (found ??= []).Add(rule);
            }
        }

        return found;
    }
}
