using System.Text.RegularExpressions;

namespace Klikspaan.Tests;

public sealed partial class KnowledgeCheckTests
{
    [Fact]
    public async Task The_shipped_knowledge_has_no_mistakes() =>
        Assert.Empty(await KnowledgeCheck.RunAsync(Facts.Files, TestContext.Current.CancellationToken));

    /// <summary>Words that claim more than a recording can show, or that are for a person to judge.</summary>
    [Fact]
    public void No_statement_in_the_knowledge_uses_a_forbidden_word()
    {
        var lines = Facts.Files
            .Where(f => f.Path.EndsWith(".yaml", StringComparison.Ordinal) && !f.Path.EndsWith(".verified.yaml", StringComparison.Ordinal))
            .SelectMany(f => System.Text.Encoding.UTF8.GetString(f.Bytes.Span).Split('\n').Select((text, i) => $"{f.Path}:{i + 1}: {text.Trim()}"));

        Assert.DoesNotContain(lines, l => Statement().IsMatch(l) && Forbidden().IsMatch(l));
    }

    [GeneratedRegex(@": (?:- )?(?:reason|says|about|summary|name):")]
    private static partial Regex Statement();

    [GeneratedRegex(@"\b(?:tracks|tracked|spies|illegal|unlawful|violat\w+|non-compliant|compliant|pseudonymi[sz]ed|anonymi[sz]ed|anonymous|always|never sends|sends nothing|third party|is personal data)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Forbidden();
}
