using System.CommandLine;
using Klikspaan.Knowledge;

namespace Klikspaan.Cli;

/// <summary><c>klikspaan knowledge</c>: looks after a folder of facts.</summary>
static class KnowledgeCommand
{
    public static Command Make(Shell shell)
    {
        var folder = new Argument<string>("folder")
        {
            Description = "The knowledge folder; by default the one that ships with Klikspaan.",
            DefaultValueFactory = _ => KnowledgeFolder.Own,
        };
        var accept = new Option<bool>("--accept") { Description = "Write what each sample reads as into its .verified.yaml, and what was measured of rules into figures.yaml, for you to read and keep." };
        var corpus = LabelledCorpus.MakeOption("With --accept: the folder of the corpus of which values are labelled in labels/corpus/, to measure rules on it, too.");
        var check = new Command("check", "Check every file, sample and example; print all mistakes at once as file:line:column.") { folder, accept, corpus };
        check.SetAction((parsed, cancellation) => Guard.RunAsync(shell, async () =>
        {
            var path = Path.GetFullPath(parsed.GetValue(folder)!, shell.Folder);
            if (!Directory.Exists(path))
            {
                await shell.Error.WriteLineAsync($"klikspaan: there is no folder {path}");
                return ExitCode.Usage;
            }

            var mistake = parsed.GetValue(corpus) is null ? null : !parsed.GetValue(accept) ? "--corpus goes with --accept: 'knowledge rules --corpus' measures and writes nothing"
                : File.Exists(Path.Combine(path, KnowledgeReader.FiguresFile)) ? null : $"the folder has no {KnowledgeReader.FiguresFile} to write to";
            if (mistake is not null)
            {
                await shell.Error.WriteLineAsync($"klikspaan: {mistake}");
                return ExitCode.Usage;
            }

            if (parsed.GetValue(accept) && !await AcceptAsync(shell, path, parsed.GetValue(corpus) is { } c ? Path.GetFullPath(c, shell.Folder) : null, cancellation))
            {
                return ExitCode.InvalidKnowledge;
            }

            return await CheckAsync(shell, path, cancellation);
        }));
        return new Command("knowledge", "Check, test and explain the facts that Klikspaan works with, or take over those of others.") { check, KnowledgeTestCommand.Make(shell), KnowledgeRulesCommand.Make(shell), KnowledgeExplainCommand.Make(shell), TrackHarCommand.Make(shell) };
    }

    static async Task<int> CheckAsync(Shell shell, string path, CancellationToken cancellation)
    {
        var files = KnowledgeFolder.ReadWhole(path);
        var problems = (await KnowledgeCheck.RunAsync(files, cancellation)).Where(p => KnowledgeFolder.IsIn(path, p.File)).ToList();
        await WriteAsync(shell, path, problems);
        var unproven = problems.Count == 0 ? KnowledgeCheck.Unproven(files).Count(id => KnowledgeFolder.IsIn(path, $"protocols/{id}.yaml")) : 0;
        if (unproven > 0)
        {
            await shell.Out.WriteLineAsync($"{unproven} protocol files were imported, and no sample of our own proves them: they are as certain as their source");
        }

        await shell.Out.WriteLineAsync(problems.Count == 0 ? $"{files.Count(f => KnowledgeFolder.IsIn(path, f.Path))} files, no mistakes" : $"{problems.Count} mistake(s)");
        await shell.Out.FlushAsync(cancellation);
        return problems.Count == 0 ? ExitCode.Done : ExitCode.InvalidKnowledge;
    }

    /// <summary>Writes what is measured; false when the corpus could not be, which was then said.</summary>
    static async Task<bool> AcceptAsync(Shell shell, string path, string? corpus, CancellationToken cancellation)
    {
        var files = KnowledgeFolder.ReadWhole(path);
        var knowledge = KnowledgeReader.Read(files, out var problems);
        if (problems.Count > 0)
        {
            return true;
        }

        foreach (var sample in knowledge.Protocols.SelectMany(p => KnowledgeCheck.Samples(p.Id, files)).Where(s => KnowledgeFolder.IsIn(path, s.Path)))
        {
            var text = await KnowledgeCheck.RenderAsync(knowledge, sample, cancellation);
            await File.WriteAllTextAsync(Path.Combine(path, KnowledgeCheck.VerifiedPath(sample.Path)), text, cancellation);
        }

        // A folder that is laid over ours has no figures of its own.
        if (File.Exists(Path.Combine(path, KnowledgeReader.FiguresFile)))
        {
            var elsewhere = corpus is null ? knowledge.Corpus : await new LabelledCorpus(shell, corpus).MeasureAsync(path, knowledge, files, cancellation);
            if (elsewhere is null)
            {
                return false;
            }

            var figures = await RuleMeasurement.RunAsync(knowledge, files, cancellation);
            await File.WriteAllTextAsync(Path.Combine(path, KnowledgeReader.FiguresFile), RuleMeasurement.Render(figures, elsewhere), cancellation);
        }

        return true;
    }

    /// <summary>Writes each mistake with its place.</summary>
    public static async Task WriteAsync(Shell shell, string path, IEnumerable<KnowledgeProblem> problems)
    {
        foreach (var problem in problems)
        {
            await shell.Out.WriteLineAsync(Terminal.Clean($"{Path.GetRelativePath(shell.Folder, Path.Combine(path, problem.File))}:{problem.Line}:{problem.Column}: {problem.Message}"));
        }
    }
}
