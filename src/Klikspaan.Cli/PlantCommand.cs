using System.CommandLine;
using System.Globalization;
using System.Text;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary><c>klikspaan plant</c>: invents what a tester is to type where, one value for each step, so that a value that is found names its step.</summary>
static class PlantCommand
{
    static readonly Option<string?> Name = new("--scenario") { Description = "Name of the scenario; captures carry it too. By default that of the file of --steps, or 'test'." };
    static readonly Option<string[]> Steps = new("--steps") { Description = "The steps: names with commas between, or a YAML file with scenario and plan. By default those of the scenario, or a few of an office.", DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true };
    static readonly Option<string[]> Kinds = new("--kinds") { Description = $"What to invent for steps that are given by name: {string.Join(", ", PlanInventor.Kinds.Keys)}. By default all.", DefaultValueFactory = _ => [], AllowMultipleArgumentsPerToken = true };
    static readonly Option<string?> Seed = new("--seed") { Description = "Invent the same values each time, for exercises: whoever knows the seed knows the values. By default nobody can." };
    static readonly Option<bool> Baseline = new("--baseline") { Description = "A scenario of an idle device without the product, to hold others against." };

    public static Command Make(Shell shell)
    {
        var command = new Command("plant", "Print a plan for a tester: what to type where, with values that are looked for in every capture and name their step.") { Name, Steps, Kinds, Seed, Baseline };
        command.SetAction((parsed, cancellation) => Guard.RunAsync(shell, async () =>
        {
            using var dossier = DossierChoice.Open(shell, parsed, DossierChoice.FindOrMake(shell, parsed));
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
            var more = Fill(Wanted(asked.Plan, there, parsed.GetValue(Baseline) || asked.IsBaseline), dossier, name, inventor);
            var scenario = new Scenario { Name = name, IsBaseline = there is null && (parsed.GetValue(Baseline) || asked.IsBaseline), Said = there is null ? asked.Said : new Dictionary<string, string>(), Plan = more };
            var file = more.Count > 0 ? Keep(dossier.Folder, scenario, there is null ? "" : ".planted") : null;
            await PrintAsync(shell, (file is null ? dossier.Scenarios : Scenarios.Read(dossier.Folder)).Find(name)!, file);
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
        if (kinds.FirstOrDefault(k => !PlanInventor.Kinds.ContainsKey(k)) is { } unknown)
        {
            throw new ArgumentException($"--kinds: '{unknown}' cannot be invented; kinds are {string.Join(", ", PlanInventor.Kinds.Keys)}");
        }

        var names = words.SelectMany(w => w.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct();
        return new() { Name = "", Plan = [.. names.Select(n => new PlannedStep(n, "", "", [.. (kinds.Count > 0 ? kinds : [.. PlanInventor.Kinds.Keys]).Select(Open)]))] };
    }

    static PlannedValue Open(string kind) => new("", kind, "", PlanInventor.Kinds[kind]);

    /// <summary>What is planned and has no value yet: of a scenario that is there what its files leave open, and what is new.</summary>
    static IReadOnlyList<PlannedStep> Wanted(IReadOnlyList<PlannedStep> asked, Scenario? there, bool isBaseline)
    {
        if (there is null)
        {
            return asked.Count > 0 ? asked : isBaseline ? [new("leave the device idle", "Do nothing for as long as the longest test takes. The product is not started.", "tester", [])] : Office;
        }

        var open = there.Plan.Select(p => p with { Plant = [.. LeftOpen(p)] }).Where(p => p.Plant.Count > 0);
        return [.. open, .. asked.Where(a => !there.Plan.Any(p => p.Name == a.Name))];
    }

    /// <summary>Entries without a value, less those of the same kind and label that another file gave one.</summary>
    static IEnumerable<PlannedValue> LeftOpen(PlannedStep step) => step.Plant.Where(v => v.Value.Length == 0).GroupBy(v => (v.Kind, v.Label))
        .SelectMany(g => g.Skip(step.Plant.Count(v => v.Value.Length > 0 && (v.Kind, v.Label) == g.Key)));

    static List<PlannedStep> Fill(IReadOnlyList<PlannedStep> steps, Dossier dossier, string scenario, PlanInventor inventor)
    {
        var taken = dossier.Planted.Select(p => p.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        string Invent(string kind)
        {
            var value = inventor.Invent(kind);
            return taken.Add(value) ? value : throw new ArgumentException($"the value '{value}' for scenario '{scenario}' is in this dossier already: take another --seed");
        }

        return [.. steps.Select(s => s with { Plant = [.. s.Plant.Select(v => v.Value.Length > 0 ? v : v with { Value = Invent(v.Kind), Where = v.Where.Length > 0 ? v.Where : PlanInventor.Kinds[v.Kind] })] })];
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

    static async Task PrintAsync(Shell shell, Scenario scenario, string? file)
    {
        var values = scenario.Plan.Sum(p => p.Plant.Count(v => v.Value.Length > 0));
        await shell.Out.WriteLineAsync(Terminal.Clean(string.Create(CultureInfo.InvariantCulture, $"Scenario '{scenario.Name}': {scenario.Plan.Count} step(s), {values} value(s) to put in, {(file is null ? "planned before" : $"kept in scenarios/{file}")}.")));
        for (var i = 0; i < scenario.Plan.Count; i++)
        {
            await shell.Out.WriteLineAsync();
            await PrintAsync(shell, scenario.Plan[i], string.Create(CultureInfo.InvariantCulture, $"{i + 1}. "));
        }

        await shell.Out.WriteLineAsync($"\nType each value as it stands, without corrections of a keyboard. Next: klikspaan test '{Terminal.Clean(scenario.Name)}'");
    }

    /// <summary>Prints a step: what to do, and what to type where.</summary>
    public static async Task PrintAsync(Shell shell, PlannedStep step, string before)
    {
        await shell.Out.WriteLineAsync(before + Terminal.Clean(step.Name) + (step.By == "tester-own" ? " (an act beside the product)" : ""));
        if (step.Do.Length > 0)
        {
            await shell.Out.WriteLineAsync("   " + Terminal.Clean(step.Do));
        }

        List<PlannedValue> values = [.. step.Plant.Where(v => v.Value.Length > 0)];
        foreach (var value in values)
        {
            await shell.Out.WriteLineAsync($"   {Terminal.Clean(value.Kind).PadRight(values.Max(v => v.Kind.Length))}  {Terminal.Clean(value.Value).PadRight(values.Max(v => v.Value.Length))}  {Terminal.Clean(value.Where)}".TrimEnd());
        }
    }

    static PlannedStep[] Office =>
    [
        new("start the product", "Start it, and wait a minute.", "tester", []),
        new("write a document", "Make a document, and type title and word.", "tester", [Open("document-title"), Open("word")]),
        new("save it", "Save it under the name below.", "tester", [Open("file-name")]),
        new("send a message", "Send a message to the second test account.", "tester", [Open("e-mail-subject")]),
        new("search", "Search for the term below.", "tester", [Open("search-term")]),
        new("look up a word", "Have the word below looked up, translated or its spelling checked.", "tester", [Open("word")]),
        new("close the product", "Close it, and wait five minutes: some send later.", "tester", []),
    ];
}
