using System.CommandLine;
using System.Globalization;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary><c>klikspaan assess</c>: holds what was observed against terms and documentation, and proposes risks and verdicts.</summary>
static class AssessCommand
{
    public static Command Make(Shell shell)
    {
        var format = new Option<string>("--format", "-f") { Description = "text, json (one object) or sarif (2.1.0).", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json", "sarif");
        var fail = new Option<string?>("--fail-on") { Description = "Exit with 1 when a risk, with the measures that count, is at this level or above: low, medium, high, or a level of the matrix." };
        var why = new Option<string?>("--why") { Description = "Explain one risk: its findings, what is proposed for it and why, its measures, and what people decided." };
        var without = new Option<bool>("--without-judgements") { Description = "Leave out what people decided: show what the program alone proposes." };
        var findings = new Option<bool>("--findings") { Description = "Tell every finding in the text, also those that fire no risk; JSON and SARIF have them anyway." };
        var asks = new Option<bool>("--asks") { Description = "List on one page what is asked, or still to be asked, of vendors and negotiators: what, of whom, evidence, state, reply, and what would verify it; as text or json. Nothing is sent." };
        var command = new Command("assess", "Hold what was observed against terms and documentation; propose risks, measures and a verdict per product and platform.") { format, fail, why, without, findings, asks };
        command.SetAction((parsed, cancellation) => Guard.RunAsync(shell, async () =>
        {
            using var dossier = await DossierChoice.OpenToAssessAsync(shell, parsed, cancellation);
            if (dossier.File.Products.Count == 0)
            {
                throw new DossierException("dossier.yaml names no product to assess: add 'products:' with product, platform, vendor and version, and say 'product' and 'platform' of each capture ('klikspaan import --meta FILE')");
            }

            var level = parsed.GetValue(fail) is { } asked ? LevelOf(dossier, asked) : int.MaxValue;
            var isWhole = !parsed.GetValue(without);
            if (parsed.GetValue(asks) && (parsed.GetValue(format) == "sarif" || parsed.GetValue(why) is not null))
            {
                throw new ArgumentException("--asks prints text or json, and stands without --why");
            }

            var size = dossier.Manifest.Captures.Concat(dossier.Umbrella?.Manifest.Captures ?? []).Sum(c => c.Bytes);
            var assessment = await Progress.RunAsync(shell, "assessing", size, p => dossier.AssessAsync(isWhole, p, cancellation));
            var json = AssessmentJson.Write(assessment, dossier);
            if (parsed.GetValue(asks))
            {
                var list = AskList.Of(assessment, dossier);
                await (parsed.GetValue(format) == "json" ? shell.Out.WriteAsync(AskList.Write(list)) : AskText.WriteAsync(shell, list));
            }
            else if (parsed.GetValue(why) is { } risk)
            {
                await AssessmentText.WhyAsync(shell, dossier, assessment, risk);
            }
            else if (parsed.GetValue(format) == "json")
            {
                await shell.Out.WriteAsync(json);
            }
            else if (parsed.GetValue(format) == "sarif")
            {
                await shell.Out.WriteAsync(AssessmentSarif.Write(assessment, dossier));
            }
            else
            {
                await AssessmentText.WriteAsync(shell, dossier, assessment, parsed.GetValue(findings));
                if (isWhole)
                {
                    await SinceLastAsync(shell, dossier, json);
                    if (dossier.MayWrite)
                    {
                        dossier.WriteLastAssessment(json);
                    }
                }
            }

            return assessment.Risks.Any(r => r.After.Level >= level) ? ExitCode.Findings
                : assessment.Verdicts.Any(v => v.Proposed == Classification.NotEstablished) ? ExitCode.Incomplete
                : ExitCode.Done;
        }));
        return command;
    }

    static int LevelOf(Dossier dossier, string asked)
    {
        var matrix = dossier.Matrix;
        for (var i = 0; i < matrix.Levels.Count; i++)
        {
            if (matrix.Levels[i].Id == asked || matrix.Levels[i].Name.English == asked || matrix.Levels[i].Name.Dutch == asked)
            {
                return i;
            }
        }

        return asked switch
        {
            "low" => 0,
            "medium" => matrix.Bounds.Low + 1,
            "high" => matrix.Bounds.High,
            _ => throw new ArgumentException($"--fail-on must be low, medium, high, or one of {string.Join(", ", matrix.Levels.Select(l => l.Id))}"),
        };
    }

    /// <summary>What changed since the assessment that was made before this one.</summary>
    static async Task SinceLastAsync(Shell shell, Dossier dossier, string json)
    {
        if (dossier.LastAssessment() is not { } last)
        {
            return;
        }

        List<string> changes = [.. AssessmentChanges.Between(last, json)];
        await shell.Out.WriteLineAsync(changes.Count == 0 ? "\nNothing changed since the last assessment." : string.Create(CultureInfo.InvariantCulture, $"\nSince the last assessment ({changes.Count}):"));
        foreach (var change in changes)
        {
            await shell.Out.WriteLineAsync($"  {Terminal.Clean(change)}");
        }
    }
}
