using System.Numerics;
using System.Text;

namespace Klikspaan.Knowledge;

/// <summary>
/// The rules of the public suffix list, found where they stand in its bytes: there are ten thousand, and most runs ask for a few.
/// </summary>
sealed class PublicSuffixRules
{
    const uint Seed = 2166136261;
    readonly ReadOnlyMemory<byte> text;

    /// <summary>For each hash the place after the start of a rule; 0 for none.</summary>
    readonly int[] places;

    /// <summary>Rules that are not written in ASCII, by their names in ASCII.</summary>
    readonly Lazy<HashSet<string>> others;

    public PublicSuffixRules(ReadOnlyMemory<byte> text)
    {
        this.text = text;
        var lines = text.Span.Count((byte)'\n') + text.Span.Count((byte)'\r') + text.Span.Count((byte)'\f') + 1;
        places = new int[BitOperations.RoundUpToPowerOf2((uint)(2 * lines))];
        var odd = new List<Range>();
        foreach (var line in text.Span.SplitAny("\r\n\f"u8))
        {
            var rule = text.Span[line];
            var start = line.Start.Value + rule.IndexOfAnyExcept((byte)' ', (byte)'\t');
            rule = rule.Trim(" \t"u8);
            if (rule.IsEmpty || rule.StartsWith("//"u8))
            {
                continue;
            }

            if (Ascii.IsValid(rule))
            {
                Add(start, rule);
            }
            else
            {
                odd.Add(line);
            }
        }

        others = new(() => [.. odd.Select(line => Encoding.UTF8.GetString(text.Span[line]).Trim()).Select(Named)]);
    }

    /// <summary>Whether the list has the rule of this sign (<c>!</c>, <c>*.</c> or none) and name.</summary>
    public bool Contains(ReadOnlySpan<char> sign, ReadOnlySpan<char> name)
    {
        if (sign.IsEmpty && name is ['!', ..] or ['*', '.', ..])
        {
            // This is no name, but how the list would write a rule.
            return false;
        }

        for (var slot = Slot(Hash(name, Hash(sign, Seed))); places[slot] > 0; slot = Slot((uint)slot + 1))
        {
            var rule = text.Span[(places[slot] - 1)..];
            if (rule.Length >= sign.Length + name.Length && Ascii.Equals(rule[..sign.Length], sign) && Ascii.Equals(rule.Slice(sign.Length, name.Length), name)
                && (rule.Length == sign.Length + name.Length || rule[sign.Length + name.Length] <= ' '))
            {
                return true;
            }
        }

        return (!Ascii.IsValid(name) || name.Contains("xn--", StringComparison.Ordinal)) && others.Value.Contains($"{sign}{name}");
    }

    static string Named(string rule)
    {
        var sign = rule[0] == '!' ? "!" : rule.StartsWith("*.", StringComparison.Ordinal) ? "*." : "";
        return sign + PublicSuffixList.Ascii(rule[sign.Length..]);
    }

    void Add(int start, ReadOnlySpan<byte> rule)
    {
        var hash = Seed;
        foreach (var letter in rule)
        {
            hash = Hash(letter, hash);
        }

        var slot = Slot(hash);
        while (places[slot] > 0)
        {
            slot = Slot((uint)slot + 1);
        }

        places[slot] = start + 1;
    }

    int Slot(uint hash) => (int)(hash & (uint)(places.Length - 1));

    static uint Hash(ReadOnlySpan<char> letters, uint hash)
    {
        foreach (var letter in letters)
        {
            hash = Hash(letter, hash);
        }

        return hash;
    }

    static uint Hash(uint letter, uint hash) => (hash ^ letter) * 16777619;
}
