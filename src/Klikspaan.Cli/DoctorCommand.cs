using System.CommandLine;
using Klikspaan.Recording;

namespace Klikspaan.Cli;

/// <summary><c>klikspaan doctor</c>: what this machine can record, and what to do about what it cannot.</summary>
static class DoctorCommand
{
    public static Command Make(Shell shell)
    {
        var command = new Command("doctor", "Say what this machine can record, and what to install.");
        command.SetAction((_, cancellation) => Guard.RunAsync(shell, async () =>
        {
            var findings = await Doctor.LookAsync(cancellation);
            foreach (var finding in findings)
            {
                var advice = finding.Advice.Length > 0 ? $" To do: {finding.Advice}." : "";
                Terminal.Line(shell, $"{(finding.IsFine ? "yes" : "NO ")}  {finding.Matter}: {finding.What}.{advice}");
            }

            return findings[0].IsFine ? ExitCode.Done : ExitCode.Usage;
        }));
        return command;
    }
}
