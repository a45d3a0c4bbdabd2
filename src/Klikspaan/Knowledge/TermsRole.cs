namespace Klikspaan.Knowledge;

/// <summary>The role in law that a document gives the vendor for a service: what it says, and no finding of what the vendor is (GDPR art. 4(7), 4(8), 26).</summary>
/// <param name="Service">For which service or processing.</param>
/// <param name="Role">controller, processor or joint controllers.</param>
/// <param name="Clause">What says so.</param>
public sealed record TermsRole(string Service, string Role, TermsClause Clause)
{
    /// <summary>The roles that there are.</summary>
    public static IReadOnlyList<string> All { get; } = ["controller", "processor", "joint controllers"];
}
