using System.Text;

namespace Klikspaan.Knowledge;

/// <summary>The public suffix list (publicsuffix.org): which part of a host name one organisation can register.</summary>
public sealed class PublicSuffixList
{
    readonly HashSet<string> rules = new(StringComparer.Ordinal);
    readonly HashSet<string> wildcards = new(StringComparer.Ordinal);
    readonly HashSet<string> exceptions = new(StringComparer.Ordinal);

    /// <summary>Reads the list in its own format.</summary>
    public PublicSuffixList(ReadOnlySpan<byte> text)
    {
        foreach (var line in Encoding.UTF8.GetString(text).AsSpan().EnumerateLines())
        {
            var rule = line.Trim();
            if (rule.IsEmpty || rule.StartsWith("//"))
            {
                continue;
            }

            var (set, name) = rule[0] == '!' ? (exceptions, rule[1..].ToString())
                : rule.StartsWith("*.") ? (wildcards, rule[2..].ToString())
                : (rules, rule.ToString());
            set.Add(Ascii(name));
        }
    }

    /// <summary>The registrable domain of <paramref name="host"/>: public suffix and one label more; null for a suffix itself or an address.</summary>
    public string? RegistrableDomain(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var name = Ascii(host.TrimEnd('.').ToLowerInvariant());
        if (name.Length == 0 || name[0] == '.' || System.Net.IPAddress.TryParse(name.Trim('[', ']'), out _))
        {
            return null;
        }

        var labels = name.Split('.');
        var suffix = SuffixLabels(labels);
        return labels.Length > suffix && !labels.Contains("") ? string.Join('.', labels[^(suffix + 1)..]) : null;
    }

    int SuffixLabels(string[] labels)
    {
        for (var from = 0; from < labels.Length; from++)
        {
            var candidate = string.Join('.', labels[from..]);
            if (exceptions.Contains(candidate))
            {
                return labels.Length - from - 1;
            }

            if (rules.Contains(candidate) || (from + 1 < labels.Length && wildcards.Contains(string.Join('.', labels[(from + 1)..]))))
            {
                return labels.Length - from;
            }
        }

        return 1;
    }

    static string Ascii(string name)
    {
        if (System.Text.Ascii.IsValid(name))
        {
            return name;
        }

        try
        {
            return new System.Globalization.IdnMapping().GetAscii(name);
        }
        catch (ArgumentException)
        {
            return name;
        }
    }
}
