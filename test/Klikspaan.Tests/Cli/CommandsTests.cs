using System.CommandLine;
using Klikspaan.Cli;
using Klikspaan.Store;

namespace Klikspaan.Tests.Cli;

public sealed class CommandsTests
{
    [Fact]
    public void Every_command_option_and_argument_has_a_description()
    {
        var commands = All(Commands.Root(Shell.Real())).ToList();

        Assert.Equal(["assess", "check", "demo", "diff", "doctor", "documentation", "explain", "export", "import", "import", "import-trackhar", "init", "knowledge", "list", "plant", "rebuild", "record", "report", "rules", "show", "test", "test", "verify"], commands.Skip(1).Select(c => c.Name).Order(StringComparer.Ordinal));
        Assert.All(commands.SelectMany(c => (Symbol[])[c, .. c.Options, .. c.Arguments]), s => Assert.False(string.IsNullOrWhiteSpace(s.Description), s.Name));
    }

    [Theory]
    [InlineData("import")]
    [InlineData("show")]
    [InlineData("report")]
    [InlineData("assess")]
    [InlineData("export")]
    [InlineData("demo")]
    [InlineData("record")]
    [InlineData("doctor")]
    [InlineData("plant")]
    [InlineData("test")]
    public async Task Help_names_what_the_command_does_and_the_dossier(string command)
    {
        using var place = new Workplace();

        var run = await place.RunAsync(command, "--help");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains(Commands.Root(Shell.Real()).Subcommands.Single(c => c.Name == command).Description!, run.Out, StringComparison.Ordinal);
        Assert.Contains("-d, --dossier", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unrecognized command or argument 'nosuch'.", "nosuch")]
    [InlineData("Required argument 'file' missing for command: 'import'.", "import")]
    [InlineData("Argument 'nosuch' not recognized. Must be one of:", "show", "nosuch")]
    [InlineData("Argument 'xml' not recognized. Must be one of:", "show", "items", "--format", "xml")]
    [InlineData("Unrecognized command or argument '--nosuch'.", "show", "items", "--nosuch")]
    [InlineData("--limit takes a whole number from 0 on", "show", "items", "--limit", "many")]
    public async Task Wrong_use_is_told_and_gives_exit_code_2(string message, params string[] arguments)
    {
        using var place = new Workplace();

        var run = await place.RunAsync(arguments);

        Assert.Equal(2, run.Code);
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shell_can_ask_for_the_names_of_tables_and_columns_of_output()
    {
        using var place = new Workplace();

        var tables = await place.RunAsync("[suggest:5]", "show ");
        var formats = await place.RunAsync("[suggest:20]", "show items --format ");

        Assert.Empty(Tables.All.Select(t => t.Name).Except(tables.Lines));
        Assert.Empty(((string[])["csv", "json", "ndjson", "table"]).Except(formats.Lines));
        Assert.Equal((0, 0), (tables.Code, formats.Code));
    }

    [Fact]
    public async Task The_real_program_prints_its_version_and_ends_well()
    {
        using var place = new Workplace();

        var run = await place.RunProgramAsync("--version");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.StartsWith(typeof(Dossier).Assembly.GetName().Version!.ToString(3), run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_real_program_gives_exit_code_2_for_wrong_use_and_for_no_dossier()
    {
        using var place = new Workplace();

        var wrong = await place.RunProgramAsync("show", "nosuch");
        var none = await place.RunProgramAsync("show", "items");

        Assert.Equal((2, 2), (wrong.Code, none.Code));
        Assert.Equal("klikspaan: there is no dossier here: 'klikspaan import FILE' makes one, or name one with -d DIR\n", none.Error);
    }

    static IEnumerable<Command> All(Command command) => command.Subcommands.SelectMany(All).Prepend(command);
}
