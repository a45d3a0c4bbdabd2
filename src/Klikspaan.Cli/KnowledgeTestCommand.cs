using System.CommandLine;
using Klikspaan.Knowledge;

namespace Klikspaan.Cli;

/// <summary><c>klikspaan knowledge test</c>: reads every sample of a folder.</summary>
static class KnowledgeTestCommand
{
    public static Command Make(Shell shell)
    {
        var folder = new Argument<string>("folder")
        {
            Description = "The knowledge folder; by default the one that ships with Klikspaan.",
            DefaultValueFactory = _ => KnowledgeFolder.Own,
        };
        var command = new Command("test", "Read every sample of a folder with its protocol files and hold it against its .verified.yaml.") { folder };
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = Path.GetFullPath(parsed.GetValue(folder)!, shell.Folder);
            if (!Directory.Exists(path))
            {
                await shell.Error.WriteLineAsync($"klikspaan: there is no folder {path}");
                return ExitCode.Usage;
            }

            return await TestAsync(shell, path, cancellation);
        });
        return command;
    }

    static async Task<int> TestAsync(Shell shell, string path, CancellationToken cancellation)
    {
        var files = KnowledgeFolder.ReadWhole(path);
        var knowledge = KnowledgeReader.Read(files, out var mistakes);
        if (mistakes.Count > 0)
        {
            await KnowledgeCommand.WriteAsync(shell, path, mistakes);
            await shell.Out.WriteLineAsync($"{mistakes.Count} mistake(s); no sample was read");
            return ExitCode.InvalidKnowledge;
        }

        int passed = 0, failed = 0;
        await foreach (var result in KnowledgeCheck.TestAsync(knowledge, files, f => KnowledgeFolder.IsIn(path, f), cancellation))
        {
            var isPassed = result.Problems.Count == 0;
            (passed, failed) = (passed + (isPassed ? 1 : 0), failed + (isPassed ? 0 : 1));
            await shell.Out.WriteLineAsync(Terminal.Clean($"{(isPassed ? "passed" : "FAILED")}  {result.Sample}  ({result.Exchanges} requests, {result.Events} events, {result.Values} values)"));
            await KnowledgeCommand.WriteAsync(shell, path, result.Problems);
        }

        await shell.Out.WriteLineAsync($"{passed + failed} samples: {passed} passed, {failed} failed");
        await shell.Out.FlushAsync(cancellation);
        return failed == 0 ? ExitCode.Done : ExitCode.InvalidKnowledge;
    }
}
