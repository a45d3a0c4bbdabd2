using Klikspaan.Knowledge;

namespace Klikspaan.Reporting;

/// <summary>Holds the language files against what a report can say: no key missing, none surplus, each parameter in its place.</summary>
public static class LanguageCheck
{
    /// <summary>Every mistake in every language, with its file and line.</summary>
    public static IEnumerable<KnowledgeProblem> Run(KnowledgeBase knowledge)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        return knowledge.Languages.Values.OrderBy(l => l.Tag, StringComparer.Ordinal).SelectMany(l => Check(l, knowledge));
    }

    /// <summary>Every mistake in the language that is asked for, or that it is not there.</summary>
    public static IEnumerable<KnowledgeProblem> Run(KnowledgeBase knowledge, string language)
    {
        ArgumentNullException.ThrowIfNull(knowledge);
        return knowledge.LanguageProblems(language) is { Count: > 0 } problems ? problems
            : knowledge.Languages.TryGetValue(language, out var found) ? Check(found, knowledge)
            : [new($"languages/{language}.yaml", 1, 1, "the file is missing; without it nothing can be said in this language")];
    }

    static IEnumerable<KnowledgeProblem> Check(Language language, KnowledgeBase knowledge) =>
    [
        .. Keys(language, "texts", Phrases.All.Select(p => p.Key).Concat(PlanWords.Keys), language.Texts.ToDictionary(t => t.Key, t => t.Value.Line)),
        .. Keys(language, "facts", FactForms.All.Select(f => f.Key), language.Facts.ToDictionary(t => t.Key, t => t.Value.Line)),
        .. Keys(language, "names", Names.Required(knowledge), language.Names.ToDictionary(t => t.Key, t => t.Value.Line)),
        .. Keys(language, "units", Names.Units, language.Units.ToDictionary(u => u.Key, u => u.Value.Line)),
        .. Places(language),
        .. FactForms.All.Where(f => language.Facts.ContainsKey(f.Key)).SelectMany(f => Places(language, f)),
    ];

    static IEnumerable<KnowledgeProblem> Keys(Language language, string section, IEnumerable<string> wanted, Dictionary<string, long> there)
    {
        var known = wanted.ToHashSet(StringComparer.Ordinal);
        foreach (var key in known.Where(k => !there.ContainsKey(k)).Order(StringComparer.Ordinal))
        {
            yield return new(language.File, 1, 1, $"'{key}' is missing below '{section}'");
        }

        foreach (var (key, line) in there.Where(t => !known.Contains(t.Key)))
        {
            yield return new(language.File, line, 1, $"'{key}' is not said by any report");
        }
    }

    /// <summary>A fixed text takes no parameter.</summary>
    static IEnumerable<KnowledgeProblem> Places(Language language) =>
        language.Texts.Concat(language.Names).Where(t => Phrasebook.Places(t.Value.Text).Any())
            .Select(t => new KnowledgeProblem(language.File, t.Value.Line, 1, $"'{t.Key}' is fixed: no parameter can stand in it"));

    static IEnumerable<KnowledgeProblem> Places(Language language, FactForm form)
    {
        var (text, line) = language.Facts[form.Key];
        var places = Phrasebook.Places(text).ToList();
        foreach (var missing in form.Parameters.Except(places))
        {
            yield return new(language.File, line, 1, $"'{form.Key}' must hold {{{missing}}}");
        }

        foreach (var unknown in places.Except(form.Parameters))
        {
            yield return new(language.File, line, 1, $"'{form.Key}' has no parameter {{{unknown}}}; it has {string.Join(", ", form.Parameters.Select(p => $"{{{p}}}"))}");
        }
    }
}
