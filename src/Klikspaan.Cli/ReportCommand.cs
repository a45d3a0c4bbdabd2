using System.CommandLine;
using System.Text;
using Klikspaan.Knowledge;
using Klikspaan.Reporting;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary><c>klikspaan report</c>: writes what was sent as a document for people who do not run commands.</summary>
static class ReportCommand
{
    static readonly string[] LanguageVariables = ["LC_ALL", "LC_MESSAGES", "LANG"];
    static readonly Option<string> Lang = new("--lang") { Description = "Language of the report; by default that of your session (LANG) where there is one, else en.", DefaultValueFactory = _ => Spoken() };
    static readonly Option<string> To = new("--to") { Description = "html (one file that needs nothing else), md or json.", DefaultValueFactory = _ => ReportWriters.All[0].Format };
    static readonly Option<string?> OutputFile = new("--output", "-o") { Description = "The file to write; - for standard output. By default reports/report.LANG.FORMAT in the dossier." };
    static readonly Option<bool> NoValues = new("--no-values") { Description = "Leave values and bytes out; their lengths stand in their place. Names of hosts, paths and fields stay." };
    static readonly Option<int> MaxItems = new("--max-items")
    {
        Description = "Values in the exchanges that are shown, at most, besides those on which a finding rests; what is left out is counted.", DefaultValueFactory = _ => ReportLimits.Default.Items, Validators = { r => DossierChoice.RequireAtLeast(r, 1) },
    };

    public static Command Make(Shell shell)
    {
        To.AcceptOnlyFromAmong([.. ReportWriters.All.Select(w => w.Format)]);
        Lang.AcceptOnlyFromAmong("nl", "en");
        var command = new Command("report", "Write what was sent as one file that a lawyer can open, in Dutch or English.") { Lang, To, OutputFile, NoValues, MaxItems, DossierChoice.IpDatabaseOption };
        command.SetAction((parsed, cancellation) => Guard.RunAsync(shell, async () =>
        {
            using var dossier = await DossierChoice.OpenAsync(shell, parsed, cancellation);
            DossierChoice.UseIpDatabase(shell, parsed, dossier);
            RequireLanguages(dossier, parsed.GetValue(Lang)!);
            var limits = ReportLimits.Default with { ShowValues = !parsed.GetValue(NoValues), Items = parsed.GetValue(MaxItems) };
            var size = dossier.Manifest.Captures.Sum(c => c.Bytes);
            var data = await Progress.RunAsync(shell, "reading the captures", size, p => ReportSource.GatherAsync(dossier, limits, p, cancellation));
            var report = ReportBuilder.Build(data, dossier.Knowledge, parsed.GetValue(Lang)!);
            var writer = ReportWriters.Find(parsed.GetValue(To)!)!;
            if (parsed.GetValue(OutputFile) == "-")
            {
                writer.Write(report, shell.Out);
                return ExitCode.Done;
            }

            var path = parsed.GetValue(OutputFile) is { Length: > 0 } asked
                ? Path.GetFullPath(asked, shell.Folder)
                : Path.Combine(dossier.Folder, "reports", $"report.{report.Language}.{writer.Format}");
            WriteWhole(path, output => writer.Write(report, output));
            await shell.Out.WriteLineAsync($"Wrote {Terminal.Clean(Path.GetRelativePath(shell.Folder, path))}. It holds what was recorded: share it on purpose only.");
            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>A report cannot be made with half a language: the mistakes are told, each with its line.</summary>
    public static void RequireLanguages(Dossier dossier, string language) => RequireLanguage(dossier.Knowledge, language);

    /// <summary>The same of the facts in use.</summary>
    public static void RequireLanguage(KnowledgeBase knowledge, string language)
    {
        var problems = LanguageCheck.Run(knowledge, language).ToList();
        if (problems.Count > 0)
        {
            throw new DossierException("the language files have mistakes", problems);
        }
    }

    /// <summary>Writes beside it first, so that a report that is there is not half replaced; for its owner only, as the dossier is.</summary>
    static void WriteWhole(string path, Action<TextWriter> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        WholeFile.Write(path, file =>
        {
            using var output = new StreamWriter(file, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
            write(output);
        });
    }

    static string Spoken()
    {
        var asked = LanguageVariables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(v => !string.IsNullOrEmpty(v)) ?? "";
        return asked.StartsWith("nl", StringComparison.OrdinalIgnoreCase) ? "nl" : "en";
    }
}
