using System.CommandLine;
using Klikspaan.Knowledge;

namespace Klikspaan.Cli;

/// <summary><c>klikspaan knowledge</c>: looks after a folder of facts.</summary>
static class KnowledgeCommand
{
    const int MostAlike = 8;

    public static Command Make(Shell shell)
    {
        var folder = new Argument<string>("folder")
        {
            Description = "The knowledge folder; by default the one that ships with Klikspaan.",
            DefaultValueFactory = _ => KnowledgeFolder.Own,
        };
        var accept = new Option<bool>("--accept") { Description = "Write what each sample reads as into its .verified.yaml, for you to read and keep." };
        var check = new Command("check", "Check every file, sample and example; print all mistakes at once as file:line:column.") { folder, accept };
        check.SetAction(async (parsed, cancellation) =>
        {
            var path = Path.GetFullPath(parsed.GetValue(folder)!, shell.Folder);
            if (!Directory.Exists(path))
            {
                await shell.Error.WriteLineAsync($"klikspaan: there is no folder {path}");
                return ExitCode.Usage;
            }

            if (parsed.GetValue(accept))
            {
                await AcceptAsync(path, cancellation);
            }

            return await CheckAsync(shell, path, cancellation);
        });
        return new Command("knowledge", "Check, test and explain the facts that Klikspaan works with.") { check, Test(shell), Explain(shell) };
    }

    static Command Test(Shell shell)
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
            await WriteAsync(shell, path, mistakes);
            await shell.Out.WriteLineAsync($"{mistakes.Count} mistake(s); no sample was read");
            return ExitCode.InvalidKnowledge;
        }

        int passed = 0, failed = 0;
        await foreach (var result in KnowledgeCheck.TestAsync(knowledge, files, f => KnowledgeFolder.IsIn(path, f), cancellation))
        {
            var isPassed = result.Problems.Count == 0;
            (passed, failed) = (passed + (isPassed ? 1 : 0), failed + (isPassed ? 0 : 1));
            await shell.Out.WriteLineAsync(Terminal.Clean($"{(isPassed ? "passed" : "FAILED")}  {result.Sample}  ({result.Exchanges} requests, {result.Events} events, {result.Values} values)"));
            await WriteAsync(shell, path, result.Problems);
        }

        await shell.Out.WriteLineAsync($"{passed + failed} samples: {passed} passed, {failed} failed");
        await shell.Out.FlushAsync(cancellation);
        return failed == 0 ? ExitCode.Done : ExitCode.InvalidKnowledge;
    }

    static Command Explain(Shell shell)
    {
        var name = new Argument<string>("protocol") { Description = "Id of a protocol file: its path below protocols/, without .yaml; a part of it lists those that hold it." };
        name.CompletionSources.Add(_ => KnowledgeReader.Read(KnowledgeFolder.ReadFacts([KnowledgeFolder.Own]), out var _).Protocols.Select(p => p.Id));
        var command = new Command("explain", "Print how a protocol is recognised, opened and read, step by step, with sources and samples.") { name };
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = parsed.GetValue(DossierChoice.KnowledgeOption);
            var files = folder is null ? KnowledgeFolder.Read(KnowledgeFolder.Own) : KnowledgeFolder.Read(KnowledgeFolder.Own, Path.GetFullPath(folder, shell.Folder));
            var knowledge = KnowledgeReader.Read(files, out var mistakes);
            if (mistakes.Count > 0)
            {
                await WriteAsync(shell, folder ?? KnowledgeFolder.Own, mistakes);
                return ExitCode.InvalidKnowledge;
            }

            var id = parsed.GetValue(name)!;
            if (knowledge.Protocols.FirstOrDefault(p => p.Id == id) is not { } protocol)
            {
                var alike = knowledge.Protocols.Select(p => p.Id).Where(p => p.Contains(id, StringComparison.OrdinalIgnoreCase)).Take(MostAlike).ToList();
                await shell.Error.WriteLineAsync($"klikspaan: there is no protocol '{Terminal.Clean(id)}'; {(alike.Count > 0 ? "there are " + string.Join(", ", alike) : "the files below protocols/ of the knowledge folder are the protocols")}");
                return ExitCode.Usage;
            }

            foreach (var line in await ProtocolExplanation.WriteAsync(protocol, knowledge, files, cancellation))
            {
                await shell.Out.WriteLineAsync(Terminal.Clean(line));
            }

            await shell.Out.FlushAsync(cancellation);
            return ExitCode.Done;
        });
        return command;
    }

    static async Task WriteAsync(Shell shell, string path, IEnumerable<KnowledgeProblem> problems)
    {
        foreach (var problem in problems)
        {
            await shell.Out.WriteLineAsync(Terminal.Clean($"{Path.GetRelativePath(shell.Folder, Path.Combine(path, problem.File))}:{problem.Line}:{problem.Column}: {problem.Message}"));
        }
    }

    static async Task<int> CheckAsync(Shell shell, string path, CancellationToken cancellation)
    {
        var files = KnowledgeFolder.ReadWhole(path);
        var problems = (await KnowledgeCheck.RunAsync(files, cancellation)).Where(p => KnowledgeFolder.IsIn(path, p.File)).ToList();
        await WriteAsync(shell, path, problems);
        await shell.Out.WriteLineAsync(problems.Count == 0 ? $"{files.Count(f => KnowledgeFolder.IsIn(path, f.Path))} files, no mistakes" : $"{problems.Count} mistake(s)");
        await shell.Out.FlushAsync(cancellation);
        return problems.Count == 0 ? ExitCode.Done : ExitCode.InvalidKnowledge;
    }

    static async Task AcceptAsync(string path, CancellationToken cancellation)
    {
        var files = KnowledgeFolder.ReadWhole(path);
        var knowledge = KnowledgeReader.Read(files, out var problems);
        if (problems.Count > 0)
        {
            return;
        }

        foreach (var sample in knowledge.Protocols.SelectMany(p => KnowledgeCheck.Samples(p.Id, files)).Where(s => KnowledgeFolder.IsIn(path, s.Path)))
        {
            var text = await KnowledgeCheck.RenderAsync(knowledge, sample, cancellation);
            await File.WriteAllTextAsync(Path.Combine(path, KnowledgeCheck.VerifiedPath(sample.Path)), text, cancellation);
        }
    }
}
