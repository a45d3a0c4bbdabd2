namespace Klikspaan.Knowledge;

/// <summary>The public suffix list (publicsuffix.org): which part of a host name one organisation can register.</summary>
public sealed class PublicSuffixList
{
    readonly Lazy<PublicSuffixRules> rules;

    /// <summary>Takes the list in its own format; it is read when it is first asked.</summary>
    public PublicSuffixList(ReadOnlySpan<byte> text)
        : this((ReadOnlyMemory<byte>)text.ToArray())
    {
    }

    internal PublicSuffixList(ReadOnlyMemory<byte> text) => rules = new(() => new(text));

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
        var suffix = SuffixLabels(name, labels);
        return labels.Length > suffix && !labels.Contains("") ? string.Join('.', labels[^(suffix + 1)..]) : null;
    }

    int SuffixLabels(string name, string[] labels)
    {
        var candidate = name.AsSpan();
        for (var from = 0; from < labels.Length; from++)
        {
            var above = candidate[Math.Min(candidate.Length, labels[from].Length + 1)..];
            if (rules.Value.Contains("!", candidate))
            {
                return labels.Length - from - 1;
            }

            if (rules.Value.Contains("", candidate) || (from + 1 < labels.Length && rules.Value.Contains("*.", above)))
            {
                return labels.Length - from;
            }

            candidate = above;
        }

        return 1;
    }

    /// <summary>The name as it is looked up; one that cannot be written in ASCII as it is.</summary>
    internal static string Ascii(string name)
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
