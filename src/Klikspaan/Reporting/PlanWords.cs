using Klikspaan.Knowledge;

namespace Klikspaan.Reporting;

/// <summary>What a plan and a printed form say to testers, from the language files.</summary>
/// <param name="knowledge">The facts in use.</param>
/// <param name="language">Tag of the language.</param>
public sealed class PlanWords(KnowledgeBase knowledge, string language)
{
    static readonly string[] Steps = ["idle", "start", "write", "save", "send", "search", "look-up", "close"];
    static readonly string[] Kinds = ["document-title", "file-name", "e-mail-subject", "search-term", "word", "health", "offence"];
    static readonly string[] Rest = ["scenario", "steps", "values", "kept", "before", "own-act", "type", "next"];
    static readonly string[] Paper = ["title", "day", "tester", "device", "zone", "marker", "marker-why", "code", "time", "step", "do", "type", "start", "end", "deviation", "remarks", "rules"];
    readonly Language words = knowledge.Languages[language];

    /// <summary>The keys below <c>texts</c> that every language must have for it.</summary>
    public static IReadOnlyList<string> Keys { get; } =
    [
        .. Rest.Select(r => $"plan.{r}"), .. Steps.SelectMany(s => new[] { $"plan.{s}", $"plan.{s}-do" }), .. Kinds.Select(k => $"plan.where.{k}"), .. Paper.Select(p => $"paper.{p}"),
    ];

    /// <summary>Tag of the language.</summary>
    public string Tag => words.Tag;

    /// <summary>The text of a key.</summary>
    public string this[string key] => words.Texts[key].Text;

    /// <summary>What a kind of planted value is called; the kind itself where it is none of those that are known.</summary>
    public string Kind(string kind) => words.Names.TryGetValue($"planted.{kind}", out var name) ? name.Text : kind;

    /// <summary>Where a kind is put when nothing else is said; empty for a kind that is not invented.</summary>
    public string WhereOf(string kind) => words.Texts.TryGetValue($"plan.where.{kind}", out var text) ? text.Text : "";

    /// <summary>A text that a plan was given by this program in any language, in this one; any other text as it is.</summary>
    public string Translate(string text)
    {
        var key = knowledge.Languages.Values.SelectMany(l => Keys.Where(k => l.Texts.TryGetValue(k, out var known) && known.Text == text)).FirstOrDefault();
        return key is null ? text : this[key];
    }
}
