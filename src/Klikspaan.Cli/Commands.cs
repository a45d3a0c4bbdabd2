using System.CommandLine;
using System.CommandLine.Invocation;

namespace Klikspaan.Cli;

/// <summary>The command line.</summary>
static class Commands
{
    /// <summary>After Ctrl-C a recording is closed and read, which takes its time.</summary>
    static readonly TimeSpan EndsWithin = TimeSpan.FromMinutes(10);

    /// <summary>Options are shared by the trees that are built, and the library fills them in when a line is first read: one line at a time.</summary>
    static readonly Lock Reading = new();

    /// <summary>All commands and options.</summary>
    public static RootCommand Root(Shell shell)
    {
        var root = new RootCommand("Shows what a program sends and to which hosts, down to the bytes.")
        {
            DossierChoice.Option,
            DossierChoice.KnowledgeOption,
            DossierChoice.WorkersOption,
            DemoCommand.Make(shell),
            RecordCommand.Make(shell),
            ImportCommand.Make(shell),
            PlantCommand.Make(shell),
            TestCommand.Make(shell),
            ShowCommand.Make(shell),
            AssessCommand.Make(shell),
            ReportCommand.Make(shell),
            DocumentationCommand.Make(shell),
            KnowledgeCommand.Make(shell),
            DoctorCommand.Make(shell),
        };
        foreach (var command in DossierCommands.Make(shell))
        {
            root.Add(command);
        }

        HelpWithExamples.AddTo(root);
        return root;
    }

    /// <summary>Runs a command line and gives the exit code; a wrong word is told in a line or two, without the whole help.</summary>
    public static async Task<int> RunAsync(Shell shell, IReadOnlyList<string> words, CancellationToken cancellation = default)
    {
        ParseResult parsed;
        lock (Reading)
        {
            parsed = Root(shell).Parse(words.Count > 0 ? words : ["--help"]);
        }

        if (parsed.Action is ParseErrorAction error)
        {
            error.ShowHelp = false;
        }

        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var closed = TerminalClosed.Watch(ending.Cancel);
        var configuration = new InvocationConfiguration { Output = shell.Out, Error = shell.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = EndsWithin };
        var code = await Guard.RunAsync(shell, () => parsed.InvokeAsync(configuration, ending.Token));
        return parsed.Action is ParseErrorAction ? ExitCode.Usage : code;
    }
}
