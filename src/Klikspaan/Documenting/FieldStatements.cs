using System.Buffers;
using Klikspaan.Knowledge;

namespace Klikspaan.Documenting;

/// <summary>Finds in descriptions what they state of values, and keeps of a field only that; equal fields become one object.</summary>
/// <param name="phrases">The words.</param>
sealed class FieldStatements(IReadOnlyList<StatementPhrases> phrases)
{
    const int MostValues = 100, MostKept = 1_000_000, LongestQuote = 120;
    static readonly SearchValues<char> NameEnds = SearchValues.Create(" ,;]\"'");
    const string Values = "values", Former = "former";
    readonly Dictionary<string, DocumentedField> silent = new(StringComparer.Ordinal);

    /// <summary>A field without its description.</summary>
    public DocumentedField Shorten(DocumentedField field)
    {
        var phrased = Phrased(field);
        if (field.Says.Count > 0 || field.Values.Count > 0 || phrased.Count > 0)
        {
            return new(field.Name, field.Line) { Says = field.Says, Values = field.Values, Phrased = phrased };
        }

        if (!silent.TryGetValue(field.Name, out var kept))
        {
            kept = new(field.Name, field.Line);
            if (silent.Count < MostKept)
            {
                silent.Add(field.Name, kept);
            }
        }

        return kept;
    }

    /// <summary>Names that an event had before, as its description says.</summary>
    public IEnumerable<string> FormerNames(string description)
    {
        foreach (var phrase in phrases.Where(p => p.Says == Former).SelectMany(p => p.Phrases))
        {
            var at = description.IndexOf(phrase, StringComparison.OrdinalIgnoreCase);
            if (at < 0)
            {
                continue;
            }

            var rest = description.AsSpan(at + phrase.Length).TrimStart([' ', ':', '"', '\'']);
            var end = rest.IndexOfAny(NameEnds);
            var name = (end < 0 ? rest : rest[..end]).TrimEnd('.');
            if (PageText.IsIdentifier(name))
            {
                yield return name.ToString();
            }
        }
    }

    /// <summary>What the description reads as if it said; not what the source states by itself.</summary>
    List<PhrasedStatement> Phrased(DocumentedField field)
    {
        List<PhrasedStatement> found = [];
        foreach (var words in phrases.Where(p => p.Says is not (Values or Former) && !field.Says.Contains(p.Says)))
        {
            var at = words.Phrases.Select(p => Place(field.Description, p)).Where(p => p >= 0).DefaultIfEmpty(-1).Min();
            if (at >= 0 && !words.Unless.Any(u => field.Description.Contains(u, StringComparison.OrdinalIgnoreCase)))
            {
                found.Add(new(words.Says, [], Quote(field.Description, at)));
            }
        }

        if (field.Values.Count == 0 && phrases.Where(p => p.Says == Values).Select(p => DocumentedValues.In(field.Description, p.Phrases, MostValues)).FirstOrDefault(v => v.Values?.Count > 0) is { Values: { Count: > 0 } values, At: var from })
        {
            found.Add(new("", values, Quote(field.Description, from)));
        }

        return found;
    }

    /// <summary>Where a phrase stands in a text as words of its own; negative where it does not.</summary>
    public static int Place(string text, string phrase)
    {
        for (var at = text.IndexOf(phrase, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(phrase, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + phrase.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return at;
            }
        }

        return -1;
    }

    /// <summary>The sentence in which a phrase stands, or the start of it.</summary>
    static string Quote(string text, int at)
    {
        var from = text.LastIndexOf(". ", at, StringComparison.Ordinal) is >= 0 and var stop ? stop + 2 : 0;
        from = at - from > LongestQuote / 2 ? at : from;
        var end = text.IndexOf(". ", at, StringComparison.Ordinal) is >= 0 and var next ? next : text.Length;
        return VisibleText.Of(text[from..end].Trim(), LongestQuote, out var wasCut) + (wasCut ? "..." : "");
    }
}
