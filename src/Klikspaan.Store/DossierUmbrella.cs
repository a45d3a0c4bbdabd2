using Klikspaan.Assessing;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>How a dossier is opened to be assessed, with the one on whose assessment it stands.</summary>
public sealed partial class Dossier
{
    /// <summary>Reads the facts that hold for folders of dossiers, of which a later one goes before an earlier one; with the mistakes in them.</summary>
    public delegate (KnowledgeBase Knowledge, IReadOnlyList<KnowledgeProblem> Problems) KnowledgeSource(IReadOnlyList<string> folders);

    /// <summary>The dossier on whose assessment this one stands, opened to be read; null for none, or where it was not opened to be assessed.</summary>
    public Dossier? Umbrella { get; private set; }

    /// <summary>Opens a dossier to assess it. <see cref="DossierException"/> with the mistakes of all files that it is assessed by: its own, those of its umbrella and those of the knowledge.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="knowledgeOf">Reads the facts.</param>
    /// <param name="time">The clock.</param>
    /// <param name="workers">How many entries are read at the same time; 0 for one per core.</param>
    public static Dossier OpenToAssess(string folder, KnowledgeSource knowledgeOf, TimeProvider time, int workers = 0)
    {
        ArgumentNullException.ThrowIfNull(knowledgeOf);
        var problems = new List<KnowledgeProblem>();
        var file = ReadFile(folder, "", problems);
        var umbrella = file is null ? null : UmbrellaFolder.Find(folder, file, problems);
        var (knowledge, found) = knowledgeOf(umbrella is null ? [folder] : [umbrella, folder]);
        problems.AddRange(found);
        var claim = Claim(folder);
        var dossier = new Dossier(folder, file ?? new DossierFile(), Manifest.Read(Path.Combine(folder, ManifestName)), knowledge, time, claim) { Workers = workers };
        try
        {
            dossier.FindMistakes("", problems);
            if (umbrella is not null)
            {
                dossier.Umbrella = OpenUmbrella(umbrella, file!.Umbrella.TrimEnd('/') + "/", knowledgeOf, time, workers, problems);
            }

            dossier.RequireNone(problems);
            dossier.RequireUmbrellaIsRead();
            return dossier;
        }
        catch
        {
            dossier.Dispose();
            throw;
        }
    }

    /// <summary>What is otherwise in the umbrella than when people last looked at it, in words.</summary>
    public IReadOnlyList<string> UmbrellaChanges() => Umbrella is null ? [] : [.. File.UmbrellaSeen.Changes(UmbrellaState.Of(Umbrella), Umbrella.Manifest)];

    /// <summary>The state of the umbrella now; none where there is no umbrella.</summary>
    public UmbrellaState UmbrellaNow() => Umbrella is null ? UmbrellaState.None : UmbrellaState.Of(Umbrella);

    const string ManifestName = "manifest.jsonl";

    /// <summary>What stands before the names of files of the umbrella.</summary>
    string Shared => File.Umbrella.TrimEnd('/') + "/";

    internal IEnumerable<StatedFact> SharedFacts() => Umbrella?.Documents.Facts.Select(f => f with { Evidence = Shared + f.Evidence, IsShared = true }) ?? [];

    internal IEnumerable<SourceClaim> SharedClaims() => Umbrella?.Documents.Claims.Select(c => c with { Evidence = Shared + c.Evidence }) ?? [];

    internal IEnumerable<MeasureStanding> SharedMeasures() => Umbrella?.Measures.Select(m => m with { IsShared = true }) ?? [];

    IEnumerable<VendorResponse> SharedResponses() => Umbrella?.Responses.Select(r => r with { IsShared = true }) ?? [];

    AssessmentJudgements AllJudgements()
    {
        var (own, shared) = (AssessmentJudgements, Umbrella?.AssessmentJudgements ?? Assessing.AssessmentJudgements.None);
        return new(
            [.. own.Findings, .. shared.Findings.Select(j => j with { IsShared = true })],
            [.. own.Risks, .. shared.Risks.Select(j => j with { IsShared = true })],
            [.. own.Verdicts, .. shared.Verdicts.Select(j => j with { IsShared = true })]);
    }

    /// <summary>Opens the umbrella with its own facts, and changes nothing in it.</summary>
    static Dossier OpenUmbrella(string folder, string prefix, KnowledgeSource knowledgeOf, TimeProvider time, int workers, List<KnowledgeProblem> problems)
    {
        var file = ReadFile(folder, prefix, problems);
        var (knowledge, found) = knowledgeOf([folder]);
        problems.AddRange(found);
        var umbrella = new Dossier(folder, file ?? new DossierFile(), Manifest.Read(Path.Combine(folder, ManifestName)), knowledge, time, null) { Workers = workers };
        umbrella.FindMistakes(prefix, problems);
        return umbrella;
    }

    void RequireUmbrellaIsRead()
    {
        if (Umbrella is { } umbrella && (!umbrella.IsMerged || umbrella.Manifest.Captures.Any(c => !umbrella.IsIndexed(c))))
        {
            throw new DossierException($"the umbrella {File.Umbrella} has captures that were not read with the facts in use now; nothing is changed in an umbrella from here: run 'klikspaan -d {File.Umbrella} assess' first");
        }
    }

    static DossierFile? ReadFile(string folder, string prefix, List<KnowledgeProblem> problems)
    {
        var path = Path.Combine(folder, FileName);
        return System.IO.File.Exists(path) ? DossierFile.Read(System.IO.File.ReadAllBytes(path), prefix + FileName, problems)
            : throw new DirectoryNotFoundException($"there is no dossier in {folder}: 'klikspaan init {folder}' makes one");
    }
}
