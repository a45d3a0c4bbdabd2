using System.CommandLine;
using Klikspaan.Reporting;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary><c>klikspaan test</c>: leads a tester through a scenario, on any device, with a stopwatch in the terminal or a form on paper.</summary>
static class TestCommand
{
    public static Command Make(Shell shell)
    {
        var name = new Argument<string>("scenario") { Description = "Name of the scenario, as 'klikspaan plant' printed it." };
        var form = new Option<bool>("--form") { Description = "Print a form to write times on instead." };
        var html = new Option<string>("--to") { Description = "Form as md or html.", DefaultValueFactory = _ => "md" };
        html.AcceptOnlyFromAmong("md", "html");
        var lang = new Option<string>("--lang") { Description = "Language of the form: en or nl.", DefaultValueFactory = _ => "en" };
        lang.AcceptOnlyFromAmong("en", "nl");
        var enter = new Option<bool>("--enter") { Description = "Ask for the times of a form that was filled in." };
        var again = new Option<bool>("--new") { Description = "Begin another run, although the last one has steps left." };
        var command = new Command("test", "Lead a tester through the steps of a scenario: a stopwatch for what is done on any device, or a printed form.") { name, form, html, lang, enter, again };
        command.SetAction((parsed, cancellation) => Guard.RunAsync(shell, async () =>
        {
            var (folder, scenarios, scenario) = Find(shell, parsed, parsed.GetValue(name)!);
            if (parsed.GetValue(form))
            {
                var words = new PlanWords(DossierChoice.KnowledgeOf(shell, parsed, folder, parsed.GetValue(lang)!), parsed.GetValue(lang)!);
                await shell.Out.WriteAsync(PaperForm.Write(scenario, [.. Enumerable.Range(0, 2).Select(_ => new PlanInventor(shell.Below).Token())], words, parsed.GetValue(html) == "html"));
                return ExitCode.Done;
            }

            var left = parsed.GetValue(again) ? null : ScenarioRun.Unfinished(folder, scenarios, scenario, shell.Time.GetUtcNow());
            var run = left ?? ScenarioRun.Start(folder, scenario, shell.Time.GetUtcNow());
            try
            {
                return parsed.GetValue(enter)
                    ? await new FormEntry(shell, run, cancellation).RunAsync(isResumed: left is not null, scenario)
                    : await new Stopwatch(shell, run, scenario, cancellation).RunAsync(isResumed: left is not null);
            }
            catch (OperationCanceledException)
            {
                await shell.Error.WriteLineAsync($"klikspaan: stopped; what was measured stands in scenarios/{run.Name}, and the same command goes on from there");
                return ExitCode.Incomplete;
            }
        }));
        return command;
    }

    /// <summary>The dossier is not held while a test runs: a recording or an import can be at work in it.</summary>
    static (string Folder, Scenarios Scenarios, Scenario Scenario) Find(Shell shell, ParseResult parsed, string name)
    {
        var folder = DossierChoice.Require(shell, parsed);
        if (!File.Exists(Path.Combine(folder, Dossier.FileName)))
        {
            throw new DirectoryNotFoundException($"there is no dossier in {folder}: 'klikspaan init {folder}' makes one");
        }

        var scenarios = Scenarios.Read(folder);
        var scenario = scenarios.Find(name);
        return scenario is { Plan.Count: > 0 } ? (folder, scenarios, scenario)
            : throw new ArgumentException(scenario is null
                ? $"scenarios/ of the dossier tells of no scenario '{name}'; {(scenarios.All.Any() ? $"there are {string.Join(", ", scenarios.All.Select(s => $"'{s.Name}'").Order(StringComparer.Ordinal))}" : $"'klikspaan plant --scenario \"{name}\"' makes one")}"
                : $"the scenario '{name}' has no plan: 'klikspaan plant --scenario \"{name}\" --steps NAMES' makes one");
    }
}
