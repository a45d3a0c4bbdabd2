using System.Text;
using Klikspaan.Knowledge;

namespace Klikspaan.Classifying;

/// <summary>The rules that know a value by how it begins.</summary>
sealed class PrefixedRules
{
    readonly (DetectionRule Rule, byte[] Prefix, int Length)[][] byFirst = new (DetectionRule, byte[], int)[256][];

    public PrefixedRules(IEnumerable<DetectionRule> prefixed)
    {
        var all = prefixed.SelectMany(Beginnings).Where(p => p.Prefix.Length > 0).ToLookup(p => p.Prefix[0]);
        for (var first = 0; first < byFirst.Length; first++)
        {
            byFirst[first] = [.. all[(byte)first]];
        }
    }

    /// <summary>The rules that have a prefix with which the value begins, and no other length for it, in their order; null when there is none.</summary>
    public IEnumerable<DetectionRule>? Find(ReadOnlySpan<byte> value)
    {
        List<DetectionRule>? found = null;
        foreach (var (rule, prefix, length) in value.IsEmpty ? [] : byFirst[value[0]])
        {
            if (value.StartsWith(prefix) && (length == 0 || value.Length - value.Count((byte)' ') == length) && found?.Contains(rule) != true)
            {
                (found ??= []).Add(rule);
            }
        }

        return found;
    }

    static IEnumerable<(DetectionRule Rule, byte[] Prefix, int Length)> Beginnings(DetectionRule rule) =>
        rule.Prefixes.Select(p => (rule, Encoding.UTF8.GetBytes(p), rule.Lengths.GetValueOrDefault(p))).Concat(rule.PrefixBytes.Select(p => (rule, Convert.FromHexString(p), 0)));
}
