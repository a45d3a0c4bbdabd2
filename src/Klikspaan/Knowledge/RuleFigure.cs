using System.Security.Cryptography;
using System.Text;

namespace Klikspaan.Knowledge;

/// <summary>What came of a rule on labelled values. A case is a distinct value, under however many names it was sent.</summary>
/// <param name="Rule">Id of the rule.</param>
/// <param name="Digest">Digest of the rule that was measured.</param>
/// <param name="Right">Cases that it matches, and which are what it says under each of their names.</param>
/// <param name="Wrong">Cases that it matches under some name, and which are something else there.</param>
/// <param name="Found">Those of them that it is about: not those that are right too, as of another kind of its category or of one that it also allows.</param>
/// <param name="Missed">Cases that it is about, and which it does not match under some name.</param>
public sealed record RuleFigure(string Rule, string Digest, int Right, int Wrong, int Found, int Missed)
{
    /// <summary>Fewer cases give no figure.</summary>
    public const int FewestCases = 30;

    /// <summary>With a lower precision a person has to confirm what the rule says.</summary>
    public const double LowestPrecision = 0.95;

    /// <summary>All cases: matched, or missed.</summary>
    public int Cases => Right + Wrong + Missed;

    /// <summary>Which part of what it matches is what it says, from 0 to 1; null for fewer than <see cref="FewestCases"/> matches.</summary>
    public double? Precision => Right + Wrong < FewestCases ? null : (double)Right / (Right + Wrong);

    /// <summary>Which part of what it is about it matches, from 0 to 1; null for fewer than <see cref="FewestCases"/> of them.</summary>
    public double? Recall => Found + Missed < FewestCases ? null : (double)Found / (Found + Missed);

    /// <summary>Whether its precision has a figure, and one that is high enough.</summary>
    public bool IsConfirmed => Precision >= LowestPrecision;

    /// <summary>Whether its precision has a figure, and one that is too low: where values were labelled later than the rule was written, that takes away and gives nothing.</summary>
    public bool IsContradicted => Precision < LowestPrecision;

    /// <summary>Digest of the file of a rule: the first 16 hex digits of its SHA-256, with line feeds for all ends of lines.</summary>
    internal static string DigestOf(KnowledgeFile file) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(file.Bytes.Span).ReplaceLineEndings("\n"))))[..16];
}
