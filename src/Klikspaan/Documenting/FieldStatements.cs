using System.Buffers;
using Klikspaan.Knowledge;

namespace Klikspaan.Documenting;

/// <summary>Finds in descriptions what they state of values, and keeps of a field only that; equal fields become one object.</summary>
/// <param name="phrases">The words.</param>
sealed class FieldStatements(IReadOnlyList<StatementPhrases> phrases)
{
    const int MostValues = 100, MostKept = 1_000_000;
    static readonly SearchValues<char> NameEnds = SearchValues.Create(" ,;]\"'");
    const string Values = "values", Former = "former";
    readonly Dictionary<string, DocumentedField> silent = new(StringComparer.Ordinal);

    /// <summary>A field without its description.</summary>
    public DocumentedField Shorten(DocumentedField field)
    {
        var says = field.Says.Union(phrases.Where(p => p.Says is not (Values or Former) && IsSaid(p, field.Description)).Select(p => p.Says)).ToList();
        var values = field.Values.Count > 0 ? field.Values : phrases.Where(p => p.Says == Values).Select(p => DocumentedValues.In(field.Description, p.Phrases, MostValues)).FirstOrDefault(v => v.Count > 0) ?? [];
        if (says.Count > 0 || values.Count > 0)
        {
            return new(field.Name, field.Line) { Says = says, Values = values };
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

    static bool IsSaid(StatementPhrases words, string description) =>
        words.Phrases.Any(p => description.Contains(p, StringComparison.OrdinalIgnoreCase)) && !words.Unless.Any(u => description.Contains(u, StringComparison.OrdinalIgnoreCase));
}
