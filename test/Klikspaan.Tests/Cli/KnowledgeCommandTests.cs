namespace Klikspaan.Tests.Cli;

public sealed class KnowledgeCommandTests
{
    [Fact]
    public async Task The_shipped_knowledge_is_checked_when_no_folder_is_named()
    {
        using var place = new Workplace();

        var run = await place.RunAsync("knowledge", "check");

        Assert.Equal((0, $"{Facts.Files.Count} files, no mistakes\n", ""), (run.Code, run.Out, run.Error));
    }

    [Fact]
    public async Task Every_mistake_is_told_with_its_place_and_the_exit_code_is_4()
    {
        using var place = new Workplace();
        place.Write("own/rules/bad/one.yaml", "id: bad/one\n\"\\e[2J\": 1\n");
        place.Write("own/rules/bad/two.yaml", "- not a mapping\n");

        var run = await place.RunAsync("knowledge", "check", "own");

        Assert.Equal((4, ""), (run.Code, run.Error));
        Assert.Contains(Path.Combine("own", "rules/bad/one.yaml") + ":2:1: '\u241B[2J' is not a key here; known are ", run.Out, StringComparison.Ordinal);
        Assert.Contains(Path.Combine("own", "rules/bad/two.yaml") + ":1:1: the file must hold one YAML mapping\n", run.Out, StringComparison.Ordinal);
        Assert.Equal($"{run.Lines.Length - 1} mistake(s)", run.Lines[^1]);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_wrong_use()
    {
        using var place = new Workplace();

        var run = await place.RunAsync("knowledge", "check", "nosuch");

        Assert.Equal((2, "", $"klikspaan: there is no folder {place.Path("nosuch")}\n"), (run.Code, run.Out, run.Error));
    }
}
