using System.CommandLine;
using System.Globalization;
using System.Text;
using Klikspaan.Reporting;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary><c>klikspaan plant</c>: invents what a tester is to type where, one value for each step, so that a value that is found names its step.</summary>
static class PlantCommand
{
    static readonly Option<string?> Name = new("--scenario") { Description = "Name of the scenario; captures carry it too. By default that of the file of --steps, or 'test'." };
    static readonly Option<string[]> Steps = new("--steps") { Description = "The steps: names with commas between, or a YAML file with scenario and plan. By default those of the scenario, or a few of an office.", DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true };
    static readonly Option<string[]> Kinds = new("--kinds") { Description = $"What to invent for steps that are given by name: {string.Join(", ", PlanInventor.Kinds)}, which are invented by default; {string.Join(", ", PlanInventor.SpecialKinds)} (lists of articles 9 and 10 GDPR).", DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true };
    static readonly Option<string?> Seed = new("--seed") { Description = "Invent the same values each time, for exercises: whoever knows the seed knows the values. By default nobody can." };
    static readonly Option<bool> Baseline = new("--baseline") { Description = "A scenario of an idle device without the product, to hold others against." };

    static readonly Option<string> Lang = new("--lang") { Description = "Language of the plan: en or nl.", DefaultValueFactory = _ => "en" };

    public static Command Make(Shell shell)
    {
        Lang.AcceptOnlyFromAmong("en", "nl");
        var command = new Command("plant", "Print a plan for a tester: what to type where, with values that are looked for in every capture and name their step.") { Name, Steps, Kinds, Seed, Baseline, Lang };
        command.SetAction((parsed, cancellation) => Guard.RunAsync(shell, async () =>
        {
            using var dossier = DossierChoice.Open(shell, parsed, DossierChoice.FindOrMake(shell, parsed));
            ReportCommand.RequireLanguages(dossier, parsed.GetValue(Lang)!);
            var words = new PlanWords(dossier.Knowledge, parsed.GetValue(Lang)!);
            var asked = Asked(shell, parsed);
            var name = parsed.GetValue(Name) ?? (asked.Name.Length > 0 ? asked.Name : "test");
            if (string.IsNullOrWhiteSpace(name))
            {
                throw new ArgumentException("--scenario needs a name");
            }

            var there = dossier.Scenarios.Find(name);
            if (there is { IsBaseline: false } && parsed.GetValue(Baseline))
            {
                throw new ArgumentException($"the scenario '{name}' is there, and is none of an idle device: --baseline needs another name");
            }

            var inventor = new PlanInventor(parsed.GetValue(Seed) is { } seed ? PlanInventor.Seeded($"{seed}\n{name}") : shell.Below);
            var more = Fill(Wanted(asked.Plan, there, parsed.GetValue(Baseline) || asked.IsBaseline, words), dossier, name, inventor, words);
            var scenario = new Scenario { Name = name, IsBaseline = there is null && (parsed.GetValue(Baseline) || asked.IsBaseline), Said = there is null ? asked.Said : new Dictionary<string, string>(), Plan = more };
            var file = more.Count > 0 ? Keep(dossier.Folder, scenario, there is null ? "" : ".planted") : null;
            await PrintAsync(shell, (file is null ? dossier.Scenarios : Scenarios.Read(dossier.Folder)).Find(name)!, file, words);
            return ExitCode.Done;
        }));
        return command;
    }

    static Scenario Asked(Shell shell, ParseResult parsed)
    {
        var words = parsed.GetValue(Steps)!;
        if (words.Length == 1 && File.Exists(Path.GetFullPath(words[0], shell.Folder)))
        {
            return ScenarioFile.Read(words[0], File.ReadAllBytes(Path.GetFullPath(words[0], shell.Folder)));
        }

        List<string> kinds = [.. parsed.GetValue(Kinds)!.SelectMany(k => k.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct()];
        if (kinds.FirstOrDefault(k => !PlanInventor.Kinds.Contains(k) && !PlanInventor.SpecialKinds.Contains(k)) is { } unknown)
        {
            throw new ArgumentException($"--kinds: '{unknown}' cannot be invented; kinds are {string.Join(", ", PlanInventor.Kinds.Concat(PlanInventor.SpecialKinds))}");
        }

        var names = words.SelectMany(w => w.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct();
        return new() { Name = "", Plan = [.. names.Select(n => new PlannedStep(n, "", "", [.. (kinds.Count > 0 ? kinds : [.. PlanInventor.Kinds]).Select(Open)]))] };
    }

    static PlannedValue Open(string kind) => new("", kind, "", "");

    /// <summary>What is planned and has no value yet: of a scenario that is there what its files leave open, and what is new.</summary>
    static IReadOnlyList<PlannedStep> Wanted(IReadOnlyList<PlannedStep> asked, Scenario? there, bool isBaseline, PlanWords words)
    {
        if (there is null)
        {
            return asked.Count > 0 ? asked : isBaseline ? [Step(words, "idle")] : Office(words);
        }

        var open = there.Plan.Select(p => p with { Plant = [.. LeftOpen(p)] }).Where(p => p.Plant.Count > 0);
        return [.. open, .. asked.Where(a => !there.Plan.Any(p => p.Name == a.Name))];
    }

    /// <summary>Entries without a value, less those of the same kind and label that another file gave one.</summary>
    static IEnumerable<PlannedValue> LeftOpen(PlannedStep step) => step.Plant.Where(v => v.Value.Length == 0).GroupBy(v => (v.Kind, v.Label))
        .SelectMany(g => g.Skip(step.Plant.Count(v => v.Value.Length > 0 && (v.Kind, v.Label) == g.Key)));

    static List<PlannedStep> Fill(IReadOnlyList<PlannedStep> steps, Dossier dossier, string scenario, PlanInventor inventor, PlanWords words)
    {
        var taken = dossier.Planted.Select(p => p.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        string Invent(string kind)
        {
            var value = inventor.Invent(kind);
            return taken.Add(value) ? value : throw new ArgumentException($"the value '{value}' for scenario '{scenario}' is in this dossier already: take another --seed");
        }

        return [.. steps.Select(s => s with { Plant = [.. s.Plant.Select(v => v.Value.Length > 0 ? v : v with { Value = Invent(v.Kind), Where = v.Where.Length > 0 ? v.Where : words.WhereOf(v.Kind) })] })];
    }

    static string Keep(string dossier, Scenario scenario, string ending)
    {
        var folder = Directory.CreateDirectory(Path.Combine(dossier, "scenarios")).FullName;
        for (var number = 1; ; number++)
        {
            var path = Path.Combine(folder, Scenarios.FileName(scenario.Name, number == 1 ? ending : string.Create(CultureInfo.InvariantCulture, $"{ending}-{number}")));
            if (!File.Exists(path))
            {
                using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
                file.Write(Encoding.UTF8.GetBytes(ScenarioFile.Write(scenario)));
                file.Flush(flushToDisk: true);
                return Path.GetFileName(path);
            }
        }
    }

    static async Task PrintAsync(Shell shell, Scenario scenario, string? file, PlanWords words)
    {
        var values = scenario.Plan.Sum(p => p.Plant.Count(v => v.Value.Length > 0));
        var kept = file is null ? words["plan.before"] : $"{words["plan.kept"]} scenarios/{file}";
        await shell.Out.WriteLineAsync(Terminal.Clean(string.Create(
            CultureInfo.InvariantCulture, $"{words["plan.scenario"]} '{scenario.Name}': {scenario.Plan.Count} {words["plan.steps"]}, {values} {words["plan.values"]}, {kept}.")));
        for (var i = 0; i < scenario.Plan.Count; i++)
        {
            await shell.Out.WriteLineAsync();
            await PrintAsync(shell, scenario.Plan[i], string.Create(CultureInfo.InvariantCulture, $"{i + 1}. "), words);
        }

        await shell.Out.WriteLineAsync($"\n{words["plan.type"]} {words["plan.next"]}: klikspaan test '{Terminal.Clean(scenario.Name)}'");
    }

    /// <summary>Prints a step: what to do, and what to type where.</summary>
    /// <param name="shell">Where to.</param>
    /// <param name="step">The step.</param>
    /// <param name="before">What stands before its name.</param>
    /// <param name="words">In which language; null for the words of the plan as they are.</param>
    public static async Task PrintAsync(Shell shell, PlannedStep step, string before, PlanWords? words = null)
    {
        string Say(string text) => Terminal.Clean(words?.Translate(text) ?? text);
        string Kind(PlannedValue value) => Terminal.Clean(words?.Kind(value.Kind) ?? value.Kind);
        await shell.Out.WriteLineAsync(before + Terminal.Clean(step.Name) + (step.By == ScenarioStep.OwnAct ? $" ({words?["plan.own-act"] ?? "an act beside the product"})" : ""));
        if (step.Do.Length > 0)
        {
            await shell.Out.WriteLineAsync("   " + Say(step.Do));
        }

        List<PlannedValue> values = [.. step.Plant.Where(v => v.Value.Length > 0)];
        foreach (var value in values)
        {
            await shell.Out.WriteLineAsync($"   {Kind(value).PadRight(values.Max(v => Kind(v).Length))}  {Terminal.Clean(value.Value).PadRight(values.Max(v => v.Value.Length))}  {Say(value.Where)}".TrimEnd());
        }
    }

    static PlannedStep Step(PlanWords words, string key, params IEnumerable<string> kinds) => new(words[$"plan.{key}"], words[$"plan.{key}-do"], "tester", [.. kinds.Select(Open)]);

    static PlannedStep[] Office(PlanWords words) =>
    [
        Step(words, "start"), Step(words, "write", "document-title", "word"), Step(words, "save", "file-name"), Step(words, "send", "e-mail-subject"), Step(words, "search", "search-term"),
        Step(words, "look-up", "word"), Step(words, "close"),
    ];
}
