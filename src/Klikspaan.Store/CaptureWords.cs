using System.Text;
using System.Text.RegularExpressions;
using Klikspaan.Classifying;

namespace Klikspaan.Store;

/// <summary>Versions and MAC addresses that stand in clear in captures, as words whose digests can be undone. Of the evidence alone, never of the machine.</summary>
sealed partial class CaptureWords
{
    /// <summary>Most words that are taken.</summary>
    public const int Most = 4096;

    // Longer values are contents; a version stands in a field or in the name of a program.
    const int Longest = 512;

    readonly HashSet<string> words = new(StringComparer.Ordinal);

    /// <summary>The words, in order of first sight, each MAC address in its spellings.</summary>
    public IEnumerable<string> All => words.SelectMany(w => w.Contains('.', StringComparison.Ordinal) ? [w]
        : Spelling.Of(new("", w, "mac")).Select(s => Encoding.UTF8.GetString(s.Bytes)).Concat([w]).DistinctBy(s => s.ToUpperInvariant()));

    /// <summary>Takes what stands in a value.</summary>
    public void Add(ReadOnlySpan<byte> value)
    {
        if (words.Count >= Most || value.Length is < 3 or > Longest || value.IndexOfAny(".:-"u8) < 0 || !System.Text.Unicode.Utf8.IsValid(value))
        {
            return;
        }

        var text = Encoding.UTF8.GetString(value);
        foreach (var match in Words().EnumerateMatches(text))
        {
            Add(text.Substring(match.Index, match.Length));
        }
    }

    /// <summary>Takes those of another.</summary>
    public void Add(CaptureWords other)
    {
        foreach (var word in other.words)
        {
            Add(word);
        }
    }

    void Add(string word)
    {
        if (words.Count < Most)
        {
            words.Add(word);
        }
    }

    [GeneratedRegex(@"(?<![0-9A-Za-z.])[0-9]{1,5}(?:\.[0-9]{1,6}){1,3}(?![0-9A-Za-z]|\.[0-9])|(?<![0-9A-Fa-f:-])[0-9A-Fa-f]{2}(?<by>[:-])[0-9A-Fa-f]{2}(?:\k<by>[0-9A-Fa-f]{2}){4}(?![0-9A-Fa-f]|[:-][0-9A-Fa-f])", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
