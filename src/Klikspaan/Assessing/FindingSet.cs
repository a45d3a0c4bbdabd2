using System.Security.Cryptography;
using System.Text;
using Klikspaan.Knowledge;

namespace Klikspaan.Assessing;

/// <summary>Gathers the findings of one product on one platform: those that are about the same are one.</summary>
/// <param name="product">The product.</param>
/// <param name="platform">The platform.</param>
/// <param name="kinds">Kinds of findings, by id.</param>
sealed class FindingSet(string product, string platform, IReadOnlyDictionary<string, FindingKind> kinds)
{
    /// <summary>Findings of one kind, at most; what is beyond is counted.</summary>
    public const int MostOfKind = 5000;

    /// <summary>Places that a finding names, at most.</summary>
    const int MostEvidence = 20;

    /// <summary>Digits of a capture in a locator.</summary>
    const int Digits = 12;

    readonly Dictionary<string, Finding> findings = new(StringComparer.Ordinal);
    readonly Dictionary<string, int> ofKind = new(StringComparer.Ordinal);
    readonly SortedDictionary<string, long> leftOut = new(StringComparer.Ordinal);

    /// <summary>The findings, in order of kind and of what they are about.</summary>
    public IReadOnlyList<Finding> All => [.. findings.Values.OrderBy(f => f.Kind, StringComparer.Ordinal).ThenBy(f => string.Join('\0', f.Fields.Values), StringComparer.Ordinal)];

    /// <summary>Whether what is added now comes from the umbrella.</summary>
    public bool IsShared { get; set; }

    /// <summary>How many of a kind are beyond the limit.</summary>
    public IReadOnlyDictionary<string, long> LeftOut => leftOut;

    /// <summary>Adds a finding; nothing where the facts do not know its kind.</summary>
    /// <param name="kind">Id of the kind.</param>
    /// <param name="grade">How far the evidence goes.</param>
    /// <param name="evidence">Where it leads back to.</param>
    /// <param name="fields">Fields by name; those that the kind does not have are left out.</param>
    /// <param name="times">How often.</param>
    /// <param name="term">The document of terms.</param>
    /// <param name="mode">How the capture was made.</param>
    /// <param name="isUncertain">Whether its source is marked as uncertain.</param>
    /// <param name="causes">To what it is put down.</param>
    public void Add(string kind, string grade, IEnumerable<string> evidence, IReadOnlyDictionary<string, string> fields, long times = 0, string term = "", string mode = "", bool isUncertain = false, IReadOnlyList<string>? causes = null)
    {
        if (!kinds.TryGetValue(kind, out var known))
        {
            return;
        }

        var about = known.Fields.ToDictionary(f => f, f => fields.GetValueOrDefault(f, ""), StringComparer.Ordinal);
        var id = Id(kind, about.Values);
        if (findings.TryGetValue(id, out var there))
        {
            findings[id] = there with
            {
                Times = there.Times + times, Evidence = [.. there.Evidence.Union(evidence).Take(MostEvidence)], Modes = [.. there.Modes.Union(Of(mode)).Order(StringComparer.Ordinal)], IsUncertain = there.IsUncertain && isUncertain, IsShared = there.IsShared && IsShared,
                Causes = causes is null ? there.Causes : [.. there.Causes.Union(causes).Order(StringComparer.Ordinal).Take(MostEvidence)],
                Captures = [.. there.Captures.Union(CapturesIn(evidence)).Order(StringComparer.Ordinal)],
                Grade = there.Grade == grade ? grade : EvidenceGrades.Stronger(there.Grade, grade),
            };
            return;
        }

        var count = ofKind.GetValueOrDefault(kind);
        if (count >= MostOfKind)
        {
            leftOut[kind] = leftOut.GetValueOrDefault(kind) + 1;
            return;
        }

        ofKind[kind] = count + 1;
        findings.Add(id, new()
        {
            Id = id, Kind = kind, Product = product, Platform = platform, Fields = about, Grade = grade, Times = times, Term = term, Evidence = [.. evidence.Distinct().Take(MostEvidence)], Modes = [.. Of(mode)], IsUncertain = isUncertain,
            Causes = causes ?? [], IsShared = IsShared, Captures = [.. CapturesIn(evidence).Order(StringComparer.Ordinal)],
        });
    }

    /// <summary>The captures that locators lead to.</summary>
    static IEnumerable<string> CapturesIn(IEnumerable<string> evidence) => evidence.Where(e => e.Length > Digits && e[Digits] == '#').Select(e => e[..Digits]).Distinct();

    static IEnumerable<string> Of(string mode) => mode.Length > 0 ? [mode] : [];

    string Id(string kind, IEnumerable<string> about) =>
        $"{kind}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', [product, platform, .. about]))).AsSpan(0, 4))}";
}
