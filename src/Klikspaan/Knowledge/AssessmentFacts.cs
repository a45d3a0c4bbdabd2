namespace Klikspaan.Knowledge;

/// <summary>By what evidence is assessed: kinds of findings, risks, measures and matrices.</summary>
/// <param name="Findings">Kinds of findings, by id.</param>
/// <param name="Measures">Measures, by id.</param>
/// <param name="Risks">Risks, in order of id.</param>
/// <param name="Matrices">Matrices, in order of id.</param>
/// <param name="Consequences">Consequences and threats.</param>
/// <param name="Areas">Areas of countries.</param>
public sealed record AssessmentFacts(
    IReadOnlyDictionary<string, FindingKind> Findings,
    IReadOnlyDictionary<string, Measure> Measures,
    IReadOnlyList<RiskDefinition> Risks,
    IReadOnlyList<RiskMatrix> Matrices,
    Consequences Consequences,
    Areas Areas)
{
    /// <summary>Names of the catalogues of risks, in order.</summary>
    public IEnumerable<string> Catalogues => Risks.Select(r => r.Catalogue).Distinct().Order(StringComparer.Ordinal);

    internal static AssessmentFacts Read(IReadOnlyList<KnowledgeFile> files, List<KnowledgeProblem> problems)
    {
        KnowledgeFile? One(string path) => files.FirstOrDefault(f => f.Path == path);
        IEnumerable<KnowledgeFile> Below(string folder) => files.Where(f => f.Path.StartsWith(folder, StringComparison.Ordinal)).OrderBy(f => f.Path, StringComparer.Ordinal);
        var findings = FindingKindReader.Read(One(FindingKindReader.FileName), problems);
        var measures = MeasureReader.Read(Below(MeasureReader.Folder), findings, problems);
        var consequences = ConsequenceReader.Read(One(ConsequenceReader.FileName), problems);
        return new(
            findings, measures,
            [.. Below(RiskReader.Folder).Select(f => RiskReader.Read(f, findings, measures, consequences, problems)).OfType<RiskDefinition>().OrderBy(r => r.Id, StringComparer.Ordinal)],
            [.. Below(RiskMatrixReader.Folder).Select(f => RiskMatrixReader.Read(f, problems)).OfType<RiskMatrix>()],
            consequences, AreaReader.Read(One(AreaReader.FileName), problems));
    }
}
