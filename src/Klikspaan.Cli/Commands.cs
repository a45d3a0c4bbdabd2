using System.CommandLine;

namespace Klikspaan.Cli;

/// <summary>The command line.</summary>
static class Commands
{
    public static RootCommand Root(Shell shell) => new("Tells what software tells its maker, down to the bytes.")
    {
        KnowledgeCommand.Make(shell),
    };
}
