using System.CommandLine;
using Klikspaan.Knowledge;

namespace Klikspaan.Cli;

/// <summary><c>klikspaan knowledge rules</c>: measures each rule on labelled values.</summary>
static class KnowledgeRulesCommand
{
    public static Command Make(Shell shell)
    {
        var folder = new Argument<string>("folder")
        {
            Description = "The knowledge folder; by default the one that ships with Klikspaan.",
            DefaultValueFactory = _ => KnowledgeFolder.Own,
        };
        var corpus = LabelledCorpus.MakeOption("The folder of the corpus of which values are labelled in labels/corpus/: measure on it too, and say whether figures.yaml still holds.");
        var command = new Command("rules", "Measure each rule on the labelled values of the recorded samples, and print what was measured on a corpus: cases, right, wrong, missed, precision, recall.") { folder, corpus };
        command.SetAction((parsed, cancellation) => Guard.RunAsync(shell, async () =>
        {
            var path = Path.GetFullPath(parsed.GetValue(folder)!, shell.Folder);
            if (!Directory.Exists(path))
            {
                await shell.Error.WriteLineAsync($"klikspaan: there is no folder {path}");
                return ExitCode.Usage;
            }

            return await RunAsync(shell, path, parsed.GetValue(corpus) is { } c ? Path.GetFullPath(c, shell.Folder) : null, cancellation);
        }));
        return command;
    }

    static async Task<int> RunAsync(Shell shell, string path, string? corpus, CancellationToken cancellation)
    {
        var files = KnowledgeFolder.ReadWhole(path);
        var knowledge = KnowledgeReader.Read(files, out var mistakes);
        if (mistakes.Count > 0)
        {
            await KnowledgeCommand.WriteAsync(shell, path, mistakes);
            await shell.Out.WriteLineAsync($"{mistakes.Count} mistake(s); no rule was measured");
            return ExitCode.InvalidKnowledge;
        }

        var isStill = true;
        if (corpus is not null)
        {
            if (await new LabelledCorpus(shell, corpus).MeasureAsync(path, knowledge, files, cancellation) is not { } measured)
            {
                return ExitCode.InvalidKnowledge;
            }

            isStill = RuleMeasurement.IsStill(knowledge, measured);
            knowledge = knowledge with { Corpus = measured };
        }

        await PrintAsync(shell, knowledge, await RuleMeasurement.RunAsync(knowledge, files, cancellation));
        if (!isStill)
        {
            await shell.Error.WriteLineAsync("klikspaan: figures.yaml says otherwise of the corpus: read what 'klikspaan knowledge check --accept --corpus DIR' writes, and keep it if it is right");
        }

        await shell.Out.FlushAsync(cancellation);
        return isStill ? ExitCode.Done : ExitCode.InvalidKnowledge;
    }

    static async Task PrintAsync(Shell shell, KnowledgeBase knowledge, IReadOnlyList<RuleFigure> figures)
    {
        var confirmed = 0;
        foreach (var figure in figures)
        {
            var rule = knowledge.Rules.First(r => r.Id == figure.Rule);
            var corpus = knowledge.CorpusFigureOf(rule);
            confirmed += !knowledge.Categories[rule.Category].IsListed && figure.IsConfirmed && !corpus.IsContradicted ? 1 : 0;
            await shell.Out.WriteLineAsync(Terminal.Clean(figure.Rule));
            await shell.Out.WriteLineAsync(Terminal.Clean($"  recordings: {RuleExplanation.Figure(figure)}"));
            await shell.Out.WriteLineAsync(Terminal.Clean($"  corpus: {RuleExplanation.Corpus(rule, knowledge)}"));
            await shell.Out.WriteLineAsync(Terminal.Clean($"  {RuleExplanation.State(rule, knowledge, figure)}"));
        }

        if (knowledge.Corpus.Measured.Length > 0)
        {
            await shell.Out.WriteLineAsync($"the corpus: {knowledge.Corpus.Values} labelled values in {knowledge.Corpus.Captures} captures, measured on {Terminal.Clean(knowledge.Corpus.Measured)}, labelled after most rules were written: it takes away, and confirms none");
        }

        await shell.Out.WriteLineAsync($"{figures.Count} rules: {confirmed} measured, {figures.Count - confirmed} need confirmation");
    }
}
