using System.Text.RegularExpressions;
using Klikspaan.Knowledge;

namespace Klikspaan.Tests.Reporting;

/// <summary>What the language files say, and what no language file may say.</summary>
public sealed class LanguageTests
{
    /// <summary>Words that claim more than evidence carries. Where one has another meaning too, what tells that meaning apart stands with it.</summary>
    static readonly Dictionary<string, string[]> Forbidden = new()
    {
        ["nl"] =
        [
            "volg(t|en|de|den)(?! uit)", "gevolgd", "track(t|te|ten|en|ing)?", "getrackt", "ontvang(t|en|st)(?! (van|op)\"?$)", "ontving(en)?", @"anoni?e?m\w*", @"(ge)?pseudonim\w*", @"doorgifte\w*", "derden?[ -]partij(en)?",
            @"overtre(dt|den|edt|ding)\w*", "onrechtmatig(e|heid)?", @"(il|on)leg(aal|ale)\w*", "in strijd met", @"schend(t|en|ing)\w*", @"(on)?veilig\w*", "compliant", "compliance", "voldoe(t|n)", "(geen|zonder) risico",
            "(ver)?(stuurt|zendt|zond|stuurde)( er)? niets", "altijd", "nooit", "alle(s|n|maal)?", "(oordeelt|adviseert|beveelt)", @"complee?t\w*", "uitgeschakeld", "uitschakel(t|en|ing)", "persoonsgegeven: ja",
        ],
        ["en"] =
        [
            "track(s|ed|ing|er|ers)?", "receiv(e|es|ed|ing)(?! (from|at)\"?$)", @"anonym\w*", @"pseudonym\w*", "transfer(s|red|ring)?", "third[ -]part(y|ies)", @"violat\w+", @"illegal\w*", @"unlawful\w*", "breach(es|ed)?", @"infring\w+",
            "(un)?safe(ly|ty)?", @"complian(t|ce)", "compl(y|ies|ied)", "(no|without) risk", "risk-free", "(send|sends|sent) nothing", "always", "never", "all", "(judges|advises|recommends)", "complete(ly|ness)?", "disabled?", "personal data: yes",
        ],
    };

    public static TheoryData<string> Tags => new(Forbidden.Keys);

    static Language Nl => Facts.Knowledge.Languages["nl"];

    static Language En => Facts.Knowledge.Languages["en"];

    [Fact]
    public void Dutch_and_English_can_say_the_same()
    {
        Assert.Equal(En.Texts.Keys.Order(), Nl.Texts.Keys.Order());
        Assert.Equal(En.Facts.Keys.Order(), Nl.Facts.Keys.Order());
        Assert.Equal(En.Names.Keys.Order(), Nl.Names.Keys.Order());
        Assert.Equal(En.Units.Keys.Order(), Nl.Units.Keys.Order());
        Assert.Equal(Tags.Count, Facts.Knowledge.Languages.Count);
    }

    [Fact]
    public void The_shipped_languages_have_no_mistakes() => Assert.Empty(Klikspaan.Reporting.LanguageCheck.Run(Facts.Knowledge));

    [Fact]
    public void Each_term_of_one_glossary_has_its_counterpart() => Assert.Equal(En.Glossary.Count, Nl.Glossary.Count);

    [Theory]
    [MemberData(nameof(Tags))]
    public void A_glossary_is_in_the_order_of_the_alphabet_and_has_no_term_twice(string tag)
    {
        var terms = Facts.Knowledge.Languages[tag].Glossary.Select(g => g.Term).ToList();

        Assert.NotEmpty(terms);
        Assert.Equal(terms.Distinct().Order(StringComparer.OrdinalIgnoreCase), terms);
        Assert.All(Facts.Knowledge.Languages[tag].Glossary, g => Assert.EndsWith(".", g.Means, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Tags))]
    public void No_language_file_claims_more_than_evidence_carries(string tag) =>
        Assert.Empty(Sayings(Facts.Knowledge.Languages[tag]).SelectMany(s => Claims(tag, s.Text).Select(c => $"{s.Key}: '{c}' in: {s.Text}")));

    [Theory]
    [MemberData(nameof(Tags))]
    public void No_sentence_of_an_assessment_claims_more_than_evidence_carries(string tag)
    {
        var known = Facts.Knowledge.Assessment;
        var texts = known.Findings.Values.Select(f => (f.Id, f.Says)).Concat(known.Measures.Values.Select(m => (m.Id, m.Title)))
            .Concat(known.Risks.SelectMany(r => r.Proposals.Select(p => p.Because).Concat(r.Lowered.Select(l => l.Because)).Concat([r.Title, r.Description, r.Origin]).Select(t => (r.Id, t))))
            .Concat(known.Matrices.SelectMany(m => m.Levels.Concat(m.Likelihoods).Concat(m.Severities).Select(s => s.Name).Concat([m.Title, m.Asks]).Select(t => (m.Id, t)))).ToList();

        Assert.NotEmpty(texts);
        Assert.Empty(texts.SelectMany(t => Claims(tag, t.Item2.In(tag)).Select(c => $"{t.Item1}: '{c}' in: {t.Item2.In(tag)}")));
    }

    [Theory]
    [InlineData("nl", "Dit programma volgt u.", "volgt")]
    [InlineData("nl", "Trackt zij u?", "Trackt")]
    [InlineData("nl", "De host ontvangt gegevens.", "ontvangt")]
    [InlineData("nl", "De gegevens zijn anoniem of geanonimiseerd.", "anoniem")]
    [InlineData("nl", "Een gepseudonimiseerde waarde.", "gepseudonimiseerde")]
    [InlineData("nl", "Doorgifte naar een derde partij.", "Doorgifte|derde partij")]
    [InlineData("nl", "Een overtreding, onrechtmatig, in strijd met de AVG.", "overtreding|onrechtmatig|in strijd met")]
    [InlineData("nl", "Het is veilig, compliant, voldoet en heeft geen risico.", "veilig|compliant|voldoet|geen risico")]
    [InlineData("nl", "Het stuurt niets, altijd, nooit, alle.", "stuurt niets|altijd|nooit|alle")]
    [InlineData("nl", "Klikspaan oordeelt en adviseert; compleet; uitgeschakeld.", "oordeelt|adviseert|compleet|uitgeschakeld")]
    [InlineData("nl", "Persoonsgegeven: ja", "Persoonsgegeven: ja")]
    [InlineData("nl", "Volgens alleen de bron; dat volgt uit de ontvanger.", "")]
    [InlineData("en", "It tracks you and the host receives it.", "tracks|receives")]
    [InlineData("en", "It is anonymous, pseudonymised, a transfer to a third party.", "anonymous|pseudonymised|transfer|third party")]
    [InlineData("en", "It violates, is illegal and unlawful.", "violates|illegal|unlawful")]
    [InlineData("en", "It is safe, compliant, complies, no risk.", "safe|compliant|complies|no risk")]
    [InlineData("en", "It sends nothing, always, never, all.", "sends nothing|always|never|all")]
    [InlineData("en", "Klikspaan judges and advises; complete; disabled; personal data: yes", "judges|advises|complete|disabled|personal data: yes")]
    [InlineData("en", "Finally, smaller packages were recorded; a person may judge.", "")]
    public void A_claim_is_caught(string tag, string text, string claims) => Assert.Equal(claims, string.Join('|', Claims(tag, text)));

    /// <summary>The name of a parameter is not said.</summary>
    static IEnumerable<string> Claims(string tag, string text) =>
        Forbidden[tag].SelectMany(f => Regex.Matches(Regex.Replace(text, @"\{\w+\}", "0"), $@"(?<![\w-]){f}(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)).OrderBy(m => m.Index).Select(m => m.Value);

    /// <summary>Everything that a language file says, by its key.</summary>
    static IEnumerable<(string Key, string Text)> Sayings(Language language) =>
    [
        .. language.Texts.Concat(language.Facts).Concat(language.Names).Select(t => (t.Key, t.Value.Text)),
        .. language.Units.SelectMany(u => ((string, string)[])[(u.Key, u.Value.One), (u.Key, u.Value.Other)]),
        .. language.Glossary.SelectMany(g => ((string, string)[])[("glossary", g.Term), ("glossary", g.Means)]),
    ];
}
