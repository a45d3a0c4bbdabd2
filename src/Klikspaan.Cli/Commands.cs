using System.CommandLine;

namespace Klikspaan.Cli;

/// <summary>The command line.</summary>
static class Commands
{
    public static RootCommand Root(Shell shell)
    {
        var root = new RootCommand("Tells what software tells its maker, down to the bytes.")
        {
            DossierChoice.Option,
            DossierChoice.KnowledgeOption,
            DossierChoice.WorkersOption,
            DemoCommand.Make(shell),
            ImportCommand.Make(shell),
            ShowCommand.Make(shell),
            KnowledgeCommand.Make(shell),
        };
        foreach (var command in DossierCommands.Make(shell))
        {
            root.Add(command);
        }

        HelpWithExamples.AddTo(root);
        return root;
    }
}
