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
        var command = new Command("rules", "Measure each rule on the labelled values of the recorded samples: cases, right, wrong, missed, precision, recall.") { folder };
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = Path.GetFullPath(parsed.GetValue(folder)!, shell.Folder);
            if (!Directory.Exists(path))
            {
                await shell.Error.WriteLineAsync($"klikspaan: there is no folder {path}");
                return ExitCode.Usage;
            }

            return await RunAsync(shell, path, cancellation);
        });
        return command;
    }

    static async Task<int> RunAsync(Shell shell, string path, CancellationToken cancellation)
    {
        var files = KnowledgeFolder.ReadWhole(path);
        var knowledge = KnowledgeReader.Read(files, out var mistakes);
        if (mistakes.Count > 0)
        {
            await KnowledgeCommand.WriteAsync(shell, path, mistakes);
            await shell.Out.WriteLineAsync($"{mistakes.Count} mistake(s); no rule was measured");
            return ExitCode.InvalidKnowledge;
        }

        var confirmed = 0;
        var figures = await RuleMeasurement.RunAsync(knowledge, files, cancellation);
        foreach (var figure in figures)
        {
            var rule = knowledge.Rules.First(r => r.Id == figure.Rule);
            confirmed += !knowledge.Categories[rule.Category].IsListed && figure.IsConfirmed ? 1 : 0;
            await shell.Out.WriteLineAsync(Terminal.Clean($"{figure.Rule}: {RuleExplanation.Figure(figure)}; {RuleExplanation.State(rule, knowledge, figure)}"));
        }

        await shell.Out.WriteLineAsync($"{figures.Count} rules: {confirmed} measured, {figures.Count - confirmed} need confirmation");
        await shell.Out.FlushAsync(cancellation);
        return ExitCode.Done;
    }
}
