using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Klikspaan.Cli;

/// <summary>The help of a command, with examples below it.</summary>
sealed class HelpWithExamples(HelpAction help) : SynchronousCommandLineAction
{
    /// <summary>Examples by command name; the root's stand under its own.</summary>
    public static IReadOnlyDictionary<string, string[]> Examples { get; } = new Dictionary<string, string[]>
    {
        ["klikspaan"] = ["klikspaan demo", "klikspaan record -- curl https://example.com", "klikspaan init my-case", "klikspaan -d my-case import browser.har", "klikspaan -d my-case show planted"],
        ["demo"] = ["klikspaan demo", "klikspaan demo /tmp/first-look"],
        ["init"] = ["klikspaan init my-case"],
        ["record"] =
        [
            "klikspaan record -- dotnet --info",
            "klikspaan -d my-case record --scenario 'open and save' --profile 'telemetry off' --repeat 2 -- my-program --headless",
            "klikspaan record --max-time 60s -- chromium --headless=new --no-first-run about:blank",
            "klikspaan record --mode proxy -- my-program",
        ],
        ["doctor"] = ["klikspaan doctor"],
        ["import"] = ["klikspaan import browser.har", "klikspaan import phone.chlsj", "klikspaan -d my-case import day1.har day2.har --meta meta.yaml", "klikspaan -d my-case import --as access-reply --subject tester-7 --requested 2026-10-01 --received 2026-10-29 --from telemetry.example reply.zip"],
        ["plant"] = ["klikspaan -d my-case plant", "klikspaan -d my-case plant --scenario 'open and save' --steps 'open a document,save it' --kinds document-title,file-name", "klikspaan -d my-case plant --steps my-steps.yaml", "klikspaan -d my-case plant --scenario idle --baseline"],
        ["test"] = ["klikspaan -d my-case test 'open and save'", "klikspaan -d my-case test 'open and save' --form --to html --lang nl > form.html", "klikspaan -d my-case test 'open and save' --enter", "klikspaan -d my-case import phone.har --scenario 'open and save'"],
        ["show"] =
        [
            "klikspaan show recipients",
            "klikspaan show items --where \"category = 'network.hostname'\" --format ndjson",
            "klikspaan show exchanges --where \"host IN (SELECT host FROM planted)\" --sort -bytes_out",
            "klikspaan show items --columns path,value,locator --limit 20",
            "klikspaan show locations --ip-database country.mmdb",
            "klikspaan show named --where \"result = 'not named in the documents in force'\"",
            "klikspaan show items --schema",
            "klikspaan show access --where \"result = 'not found in the reply'\"",
        ],
        ["assess"] = ["klikspaan -d my-case assess", "klikspaan -d my-case assess --fail-on high", "klikspaan -d my-case assess --why purpose-limitation", "klikspaan -d my-case assess --asks", "klikspaan -d my-case assess --without-judgements --format json", "klikspaan -d my-case assess --format sarif > findings.sarif"],
        ["report"] = ["klikspaan -d my-case report", "klikspaan -d my-case report --lang nl -o rapport.html", "klikspaan -d my-case report --no-values", "klikspaan -d my-case report --ip-database country.mmdb", "klikspaan -d my-case report --to json -o -"],
        ["rebuild"] = ["klikspaan -d my-case rebuild"],
        ["verify"] = ["klikspaan -d my-case verify"],
        ["export"] = ["klikspaan -d my-case export tables", "klikspaan -d my-case export archives --format har --show-secrets", "klikspaan -d my-case export archives --format warc --show-secrets"],
        ["documentation"] = ["klikspaan -d my-case documentation import required-diagnostic-data.md", "klikspaan -d my-case documentation list", "klikspaan -d my-case show conformance"],
        ["documentation import"] =
        [
            "klikspaan -d my-case documentation import required-diagnostic-data.md --source https://docs.example/page",
            "klikspaan -d my-case documentation import basic-1809.md --date 2019-08-15",
            "klikspaan -d my-case documentation import telemetry.json --vendor my-vendor --product editor --edition 1.49 --date 2026-11-30",
            "klikspaan -d my-case documentation import events.csv --vendor example --product app --date 2026-11-30 --protocol my-vendor/endpoint",
        ],
        ["documentation diff"] = ["klikspaan -d my-case documentation diff my-vendor/app-1-required@2025-05-06 my-vendor/app-2-required@2026-05-06", "klikspaan -d my-case documentation diff old.yaml new.yaml --format csv"],
        ["documentation list"] = ["klikspaan -d my-case documentation list"],
        ["knowledge"] = ["klikspaan knowledge check", "klikspaan knowledge test my-knowledge", "klikspaan knowledge explain my-vendor/endpoint"],
        ["knowledge test"] = ["klikspaan knowledge test", "klikspaan knowledge test my-knowledge"],
        ["rules"] = ["klikspaan knowledge rules", "klikspaan knowledge rules knowledge --corpus my-corpus"],
        ["explain"] = ["klikspaan knowledge explain my-vendor/endpoint", "klikspaan knowledge explain person/email", "klikspaan --knowledge my-knowledge knowledge explain my-vendor/endpoint"],
        ["import-trackhar"] = ["klikspaan knowledge import-trackhar trackhar-1.0.0-adapters.json", "klikspaan knowledge import-trackhar adapters.json --edition 1.0.0 --date 2026-05-18 -o their-adapters", "klikspaan --knowledge their-adapters import phone.har"],
        ["check"] = ["klikspaan knowledge check", "klikspaan knowledge check knowledge --accept", "klikspaan knowledge check knowledge --accept --corpus my-corpus"],
    };

    /// <summary>Puts the examples below the help of every command of <paramref name="root"/>.</summary>
    public static void AddTo(RootCommand root)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new HelpWithExamples((HelpAction)option.Action!);
        }
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var command = parseResult.CommandResult.Command;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in Examples[NameOf(command)])
        {
            output.WriteLine("  " + example);
        }

        output.WriteLine();
        return code;
    }

    /// <summary>The name of a command; of one below another with the name of that, where it alone would be another's.</summary>
    static string NameOf(Command command) =>
        command is RootCommand ? "klikspaan"
        : command.Parents.OfType<Command>().FirstOrDefault() is { } parent and not RootCommand && Examples.ContainsKey($"{parent.Name} {command.Name}") ? $"{parent.Name} {command.Name}"
        : command.Name;
}
