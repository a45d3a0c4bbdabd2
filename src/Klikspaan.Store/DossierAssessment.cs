using Klikspaan.Assessing;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>How a dossier is assessed.</summary>
public sealed partial class Dossier
{
    (DocumentFile Documents, IReadOnlyList<MeasureStanding> Measures)? papers;

    /// <summary>The documents of the dossier and what they state. <see cref="DossierException"/> where a file has mistakes.</summary>
    public DocumentFile Documents => Papers().Documents;

    /// <summary>What became of measures. <see cref="DossierException"/> where a file has mistakes.</summary>
    public IReadOnlyList<MeasureStanding> Measures => Papers().Measures;

    /// <summary>The matrix that levels of risk are read from. <see cref="DossierException"/> when <c>dossier.yaml</c> names one that is not there.</summary>
    public RiskMatrix Matrix => Knowledge.Assessment.Matrices.FirstOrDefault(m => m.Id == (File.Matrix.Length > 0 ? File.Matrix : DefaultMatrix))
        ?? throw new DossierException($"there is no matrix '{File.Matrix}' below matrices/ of the knowledge; there are {string.Join(", ", Knowledge.Assessment.Matrices.Select(m => m.Id))}");

    const string DefaultMatrix = "rijksmodel";

    /// <summary>Holds what the dossier has against terms and risks.</summary>
    /// <param name="withJudgements">Whether what people decided counts; else what the machine proposes by itself.</param>
    /// <param name="progress">Told how many bytes of captures were read.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Assessment> AssessAsync(bool withJudgements, IProgress<long>? progress, CancellationToken cancellation)
    {
        RequireFacts();
        var (cases, open) = await AssessmentSource.GatherAsync(this, withJudgements, progress, cancellation).ConfigureAwait(false);
        var assessment = new Assessor(Knowledge, Matrix).Run(cases, withJudgements ? AssessmentJudgements : Assessing.AssessmentJudgements.None);
        return assessment with { NotEstablished = [.. open, .. assessment.NotEstablished] };
    }

    /// <summary>The assessment that was written last, as JSON; null when there is none, or when it is no plain file.</summary>
    public string? LastAssessment() => PlainFiles.IsPlain(LastPath, MostLast) ? System.IO.File.ReadAllText(LastPath) : null;

    /// <summary>Keeps an assessment to compare the next one with.</summary>
    public void WriteLastAssessment(string json)
    {
        var folder = new DirectoryInfo(Path.GetDirectoryName(LastPath)!);
        if (folder.LinkTarget is not null)
        {
            throw new DossierException($"{AssessmentsFolder}/ is a link: nothing is written through it");
        }

        folder.Create();
        var part = Path.Combine(folder.FullName, Path.GetRandomFileName());
        System.IO.File.WriteAllText(part, json);
        System.IO.File.Move(part, LastPath, overwrite: true);
    }

    const string AssessmentsFolder = "assessments";
    const long MostLast = 1L << 30;

    string LastPath => Path.Combine(Folder, AssessmentsFolder, "last.json");

    /// <summary>What is judged by must hold no mistake, and the dossier may name nothing that is not there: all mistakes at once.</summary>
    void RequireFacts()
    {
        var problems = new List<KnowledgeProblem>(Knowledge.AssessmentProblems);
        foreach (var product in File.Products)
        {
            problems.AddRange(product.Catalogues.Where(c => !Knowledge.Assessment.Catalogues.Contains(c)).Select(c => new KnowledgeProblem(FileName, 1, 1, $"there is no catalogue '{c}' below risks/ of the knowledge; there are {string.Join(", ", Knowledge.Assessment.Catalogues)}")));
            problems.AddRange(product.Accepted.SelectMany(a => a.Documents).Where(d => Documents.Documents.All(o => o.Id != d)).Select(d => new KnowledgeProblem(FileName, 1, 1, $"no file below documents/ describes '{d}'")));
        }

        var risks = Knowledge.Assessment.Risks.Select(r => r.Id).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(AssessmentJudgements.Risks.Where(j => !risks.Contains(j.Risk)).Select(j => At(j.Place, $"there is no risk '{j.Risk}' below risks/ of the knowledge")));
        problems.AddRange(AssessmentJudgements.Risks.Where(j => j.Likelihood.Length > 0 && Matrix.LevelOf(j.Likelihood, j.Severity) is null).Select(j => At(
            j.Place, $"the matrix {Matrix.Id} has likelihoods {string.Join(", ", Matrix.Likelihoods.Select(l => l.Id))} and severities {string.Join(", ", Matrix.Severities.Select(s => s.Id))}; found '{j.Likelihood}' and '{j.Severity}'")));
        if (problems.Count > 0)
        {
            throw new DossierException("what the dossier is assessed by has mistakes", problems);
        }
    }

    static KnowledgeProblem At(string place, string message) => place.LastIndexOf(':') is > 0 and var colon && long.TryParse(place.AsSpan(colon + 1), out var line) ? new(place[..colon], line, 1, message) : new(place, 1, 1, message);

    (DocumentFile Documents, IReadOnlyList<MeasureStanding> Measures) Papers()
    {
        if (papers is { } there)
        {
            return there;
        }

        var problems = new List<KnowledgeProblem>();
        var documents = DocumentFile.Read(PlainFiles.Read(Folder, "documents"), Knowledge, problems);
        var measures = MeasureFile.Read(PlainFiles.Read(Folder, "measures"), Knowledge, documents.Documents, Manifest.Captures.ToList(), problems);
        return problems.Count == 0 ? (papers = (documents, measures)).Value : throw new DossierException("documents/ and measures/ have mistakes", problems);
    }
}
