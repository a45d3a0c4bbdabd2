using Klikspaan.Assessing;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>How a dossier is assessed.</summary>
public sealed partial class Dossier
{
    (DocumentFile Documents, IReadOnlyList<MeasureStanding> Measures, IReadOnlyList<VendorResponse> Responses)? papers;
    bool areFactsSound;

    /// <summary>The documents of the dossier and what they state. <see cref="DossierException"/> where a file has mistakes.</summary>
    public DocumentFile Documents => Papers().Documents;

    /// <summary>The documents alone. <see cref="DossierException"/> with all mistakes in documents/.</summary>
    internal IReadOnlyList<DossierDocument> ReadDocuments()
    {
        var problems = new List<KnowledgeProblem>();
        var read = DocumentFile.Read(PlainFiles.Read(Folder, "documents", "", problems), Knowledge, problems);
        return problems.Count == 0 ? read.Documents : throw new DossierException("documents/ has mistakes", problems);
    }

    /// <summary>What became of measures. <see cref="DossierException"/> where a file has mistakes.</summary>
    public IReadOnlyList<MeasureStanding> Measures => Papers().Measures;

    /// <summary>What was asked of vendors, and what came back. <see cref="DossierException"/> where a file has mistakes.</summary>
    public IReadOnlyList<VendorResponse> Responses => Papers().Responses;

    /// <summary>The matrix that levels of risk are read from. <see cref="DossierException"/> when <c>dossier.yaml</c> names one that is not there.</summary>
    public RiskMatrix Matrix => FindMatrix() ?? throw new DossierException(NoMatrix);

    const string DefaultMatrix = "rijksmodel";

    /// <summary>Holds what the dossier has against terms and risks.</summary>
    /// <param name="withJudgements">Whether what people decided counts; else what the machine proposes by itself.</param>
    /// <param name="progress">Told how many bytes of captures were read.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<Assessment> AssessAsync(bool withJudgements, IProgress<long>? progress, CancellationToken cancellation)
    {
        RequireFacts();
        var (cases, open) = await AssessmentSource.GatherAsync(this, withJudgements, progress, cancellation).ConfigureAwait(false);
        var assessment = new Assessor(Knowledge, Matrix).Run(cases, withJudgements ? AllJudgements() : Assessing.AssessmentJudgements.None);
        var responses = new ResponseSet([.. Responses, .. SharedResponses()], Today);
        return assessment with
        {
            NotEstablished = [.. open, .. assessment.NotEstablished], Responses = responses,
            Idle = [.. assessment.Idle, .. responses.Idle(assessment).Select(r => $"{r.Place}: there is no {(r.Finding.Length > 0 ? $"finding {r.Finding}" : $"risk for which the measure {r.Measure} counts")} that it could be about")],
        };
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
        if (areFactsSound)
        {
            return;
        }

        var problems = new List<KnowledgeProblem>();
        FindMistakes("", problems);
        RequireNone(problems);
    }

    void RequireNone(List<KnowledgeProblem> problems)
    {
        List<KnowledgeProblem> found = [.. problems.Distinct().OrderBy(p => p.File, StringComparer.Ordinal).ThenBy(p => p.Line).ThenBy(p => p.Column)];
        if (found.Count > 0)
        {
            throw new DossierException("what the dossier is assessed by has mistakes", found);
        }

        areFactsSound = true;
    }

    /// <summary>Adds the mistakes in all that an assessment goes by: facts, documents, measures, responses and judgements, and what <c>dossier.yaml</c> names that is not there.</summary>
    /// <param name="prefix">What stands before the names of files; empty for a dossier itself.</param>
    /// <param name="problems">Where they are added.</param>
    void FindMistakes(string prefix, List<KnowledgeProblem> problems)
    {
        problems.AddRange(Knowledge.AssessmentProblems);
        var before = problems.Count;
        var read = ReadPapers(prefix, problems);
        var judged = ReadJudgements(prefix, (Knowledge.Assessment, FindMatrix()), problems);
        if (problems.Count == before)
        {
            (papers, judgements) = (read, judged);
        }

        if (FindMatrix() is null)
        {
            problems.Add(File.Problem("matrix", NoMatrix));
        }

        foreach (var product in File.Products)
        {
            problems.AddRange(product.Catalogues.Where(c => !Knowledge.Assessment.Catalogues.Contains(c)).Select(c => product.Problem("risks", $"there is no catalogue '{c}' below risks/ of the knowledge; there are {string.Join(", ", Knowledge.Assessment.Catalogues)}")));
            foreach (var (accepted, at) in product.Accepted.Zip(product.AcceptedProblems))
            {
                if (DateOnly.TryParseExact(accepted.Date, "yyyy-MM-dd", out var day) && day > Today.AddDays(1))
                {
                    problems.Add(at("date", "'date' must be a day that has been, such as 2026-11-30"));
                }

                problems.AddRange(accepted.Documents.Where(d => read.Documents.Documents.All(o => o.Id != d)).Select(d => at("documents", $"no file below documents/ describes '{d}'")));
            }
        }
    }

    string NoMatrix => $"there is no matrix '{File.Matrix}' below matrices/ of the knowledge; there are {string.Join(", ", Knowledge.Assessment.Matrices.Select(m => m.Id))}";

    RiskMatrix? FindMatrix() => Knowledge.Assessment.Matrices.FirstOrDefault(m => m.Id == (File.Matrix.Length > 0 ? File.Matrix : DefaultMatrix));

    (DocumentFile Documents, IReadOnlyList<MeasureStanding> Measures, IReadOnlyList<VendorResponse> Responses) Papers()
    {
        if (papers is { } there)
        {
            return there;
        }

        var problems = new List<KnowledgeProblem>();
        var read = ReadPapers("", problems);
        return problems.Count == 0 ? (papers = read).Value : throw new DossierException("documents/, measures/ and responses/ have mistakes", problems);
    }

    (DocumentFile Documents, IReadOnlyList<MeasureStanding> Measures, IReadOnlyList<VendorResponse> Responses) ReadPapers(string prefix, List<KnowledgeProblem> problems)
    {
        var documents = DocumentFile.Read(PlainFiles.Read(Folder, "documents", prefix, problems), Knowledge, problems);
        var measures = MeasureFile.Read(PlainFiles.Read(Folder, "measures", prefix, problems), Knowledge, documents.Documents, Manifest.Captures.ToList(), Today.AddDays(1), problems);
        var responses = ResponseFile.Read(PlainFiles.Read(Folder, "responses", prefix, problems), Knowledge.Assessment, documents.Documents, Today.AddDays(1), problems);
        return (documents, measures, responses);
    }
}
