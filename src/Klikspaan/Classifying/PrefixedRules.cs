using System.Runtime.CompilerServices;
using System.Text;
using Klikspaan.Knowledge;

namespace Klikspaan.Classifying;

/// <summary>The rules that know a value by how it begins.</summary>
sealed class PrefixedRules
{
    readonly (DetectionRule Rule, byte[] Prefix, int Length)[][] byFirst = new (DetectionRule, byte[], int)[256][];

    // Of each first byte the lowest six bits of the second bytes of prefixes, so that nearly every value costs one look.
    readonly ulong[] seconds = new ulong[256];

    public PrefixedRules(IEnumerable<DetectionRule> prefixed)
    {
        var all = prefixed.SelectMany(Beginnings).Where(p => p.Prefix.Length > 0).ToLookup(p => p.Prefix[0]);
        for (var first = 0; first < byFirst.Length; first++)
        {
            byFirst[first] = [.. all[(byte)first]];
            foreach (var (_, prefix, _) in byFirst[first])
            {
                seconds[first] |= prefix.Length == 1 ? ulong.MaxValue : 1UL << (prefix[1] & 63);
            }
        }
    }

    /// <summary>The rules of <see cref="Begins"/>, asked for only where the first two bytes are those of a prefix.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public IEnumerable<DetectionRule>? Find(ReadOnlySpan<byte> value) =>
        value.IsEmpty || (seconds[value[0]] & (1UL << (value.Length == 1 ? 0 : value[1] & 63))) == 0 ? null : Begins(value);

    /// <summary>The rules that have a prefix with which the value begins, and no other length for it, in their order; null when there is none.</summary>
    List<DetectionRule>? Begins(ReadOnlySpan<byte> value)
    {
        List<DetectionRule>? found = null;
        foreach (var (rule, prefix, length) in byFirst[value[0]])
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
