using System.CommandLine;
using Klikspaan.Knowledge;

namespace Klikspaan.Cli;

/// <summary><c>klikspaan knowledge explain</c>: tells how a protocol is read, or what a rule goes by.</summary>
static class KnowledgeExplainCommand
{
    const int MostAlike = 8;

    public static Command Make(Shell shell)
    {
        var name = new Argument<string>("protocol") { Description = "Id of a protocol file, its path below protocols/ without .yaml, or of a rule, as shapes/guid or rules/shapes/guid; a part of it lists those that hold it.", HelpName = "id" };
        name.CompletionSources.Add(_ => KnowledgeReader.Read(KnowledgeFolder.ReadFacts([KnowledgeFolder.Own]), out var _) is var own ? own.Protocols.Select(p => p.Id).Concat(own.Rules.Select(r => "rules/" + r.Id)) : []);
        var command = new Command("explain", "Print how a protocol is recognised, opened and read, step by step, with sources and samples; or what a rule goes by and is worth.") { name };
        command.SetAction(async (parsed, cancellation) =>
        {
            var folder = parsed.GetValue(DossierChoice.KnowledgeOption);
            var files = folder is null ? KnowledgeFolder.Read(KnowledgeFolder.Own) : KnowledgeFolder.Read(KnowledgeFolder.Own, Path.GetFullPath(folder, shell.Folder));
            var knowledge = KnowledgeReader.Read(files, out var mistakes);
            if (mistakes.Count > 0)
            {
                await KnowledgeCommand.WriteAsync(shell, folder ?? KnowledgeFolder.Own, mistakes);
                return ExitCode.InvalidKnowledge;
            }

            var id = parsed.GetValue(name)!;
            var isProtocol = knowledge.Protocols.Any(p => p.Id == id);
            if (knowledge.Rules.FirstOrDefault(r => "rules/" + r.Id == id || (r.Id == id && !isProtocol)) is { } rule)
            {
                var figure = (await RuleMeasurement.RunAsync(knowledge with { Rules = [rule] }, files, cancellation))[0];
                await WriteAsync(shell, RuleExplanation.Write(rule, knowledge, figure), cancellation);
                return ExitCode.Done;
            }

            if (knowledge.Protocols.FirstOrDefault(p => p.Id == id) is not { } protocol)
            {
                var alike = knowledge.Protocols.Select(p => p.Id).Concat(knowledge.Rules.Select(r => "rules/" + r.Id)).Where(p => p.Contains(id, StringComparison.OrdinalIgnoreCase)).Take(MostAlike).ToList();
                await shell.Error.WriteLineAsync($"klikspaan: there is no protocol or rule '{Terminal.Clean(id)}'; {(alike.Count > 0 ? "there are " + string.Join(", ", alike) : "the files below protocols/ and rules/ of the knowledge folder are these")}");
                return ExitCode.Usage;
            }

            await WriteAsync(shell, await ProtocolExplanation.WriteAsync(protocol, knowledge, files, cancellation), cancellation);
            return ExitCode.Done;
        });
        return command;
    }

    static async Task WriteAsync(Shell shell, IEnumerable<string> lines, CancellationToken cancellation)
    {
        foreach (var line in lines)
        {
            await shell.Out.WriteLineAsync(Terminal.Clean(line));
        }

        await shell.Out.FlushAsync(cancellation);
    }
}
