using System.Buffers;
using System.Text;
using Klikspaan.Knowledge;

namespace Klikspaan.Classifying;

/// <summary>The rules that know a value by how it begins.</summary>
sealed class PrefixedRules
{
    readonly (DetectionRule Rule, byte[][] Prefixes)[] rules;
    readonly SearchValues<byte> first;

    public PrefixedRules(IEnumerable<DetectionRule> prefixed)
    {
        rules = [.. prefixed.Select(r => (r, r.Prefixes.Select(Encoding.UTF8.GetBytes).ToArray()))];
        first = SearchValues.Create([.. rules.SelectMany(r => r.Prefixes).Where(p => p.Length > 0).Select(p => p[0]).Distinct()]);
    }

    /// <summary>Whether the first byte of a value is that of any prefix: most values are done with after it.</summary>
    public bool MayBegin(ReadOnlySpan<byte> value) => !value.IsEmpty && first.Contains(value[0]);

    /// <summary>The rules that have a prefix with which the value begins, in their order.</summary>
    public List<DetectionRule> Find(ReadOnlySpan<byte> value)
    {
        var found = new List<DetectionRule>();
        foreach (var (rule, prefixes) in rules)
        {
            foreach (var prefix in prefixes)
            {
                if (value.StartsWith(prefix))
                {
                    found.Add(rule);
                    break;
                }
            }
        }

        return found;
    }
}
