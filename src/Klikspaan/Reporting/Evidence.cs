namespace Klikspaan.Reporting;

/// <summary>What carries a fact: never nothing.</summary>
sealed class Evidence
{
    Evidence(IReadOnlyList<EvidenceId> ids) => Ids = ids;

    /// <summary>The places, the most telling first.</summary>
    public IReadOnlyList<EvidenceId> Ids { get; }

    /// <summary>One place or more.</summary>
    public static Evidence Of(EvidenceId first, params IEnumerable<EvidenceId> others) => new([.. others.Prepend(first).Distinct()]);

    /// <summary>The same, and another place.</summary>
    public Evidence And(params IEnumerable<EvidenceId> others) => new([.. Ids.Concat(others).Distinct()]);
}
