using Klikspaan.Cli;

namespace Klikspaan.Tests.Cli;

public sealed class DossierChoiceTests
{
    static readonly byte[] Har = Workplace.Har(Workplace.Entry());

    [Theory]
    [InlineData("near")]
    [InlineData("near", "deep")]
    [InlineData("near", "deep", "down")]
    public async Task The_nearest_dossier_upward_is_found(params string[] folder)
    {
        using var place = new Workplace();
        await place.RunAsync("init", ".");
        await place.RunAsync("init", "near");
        place.Write($"{Path.Combine(folder)}/a.har", Har);

        var near = await RunInAsync(place, folder, "import", "a.har");

        Assert.Equal((0, ""), (near.Code, near.Error));
        Assert.Single(Directory.GetFiles(place.Path("near", "captures")));
        Assert.Empty(Directory.GetFiles(place.Path("captures")));
    }

    [Fact]
    public async Task Where_there_is_none_import_makes_one_and_the_next_command_finds_it()
    {
        using var place = new Workplace();

        var import = await place.RunAsync("import", place.Write("a.har", Har));
        var show = await place.RunAsync("show", "captures", "--format", "csv", "--columns", "source");

        Assert.Equal((0, "klikspaan: made a new dossier in klikspaan-dossier\n"), (import.Code, import.Error));
        Assert.Equal((0, "source\na.har\n"), (show.Code, show.Out));
        Assert.Equal("", (await place.RunAsync("import", "a.har")).Error);
    }

    [Fact]
    public async Task A_dossier_that_is_named_goes_before_one_that_is_near()
    {
        using var place = new Workplace();
        await place.RunAsync("init", ".");

        var run = await place.RunAsync("-d", "other", "import", place.Write("a.har", Har));

        Assert.Equal((0, "klikspaan: made a new dossier in other\n"), (run.Code, run.Error));
        Assert.Empty(Directory.GetFiles(place.Path("captures")));
        Assert.Single(Directory.GetFiles(place.Path("other", "captures")));
    }

    [Fact]
    public async Task A_mistake_in_what_a_recording_needs_is_told_to_who_records()
    {
        using var place = new Workplace();
        place.Write("own/recording/persona.yaml", "odd: true");
        var import = await place.RunAsync("--knowledge", "own", "import", place.Write("a.har", Har));
        var record = await place.RunAsync("--knowledge", "own", "record", "--mode", "proxy", "--", "true");

        Assert.Equal(0, import.Code);
        Assert.Equal((4, ""), (record.Code, record.Out));
        Assert.Contains("the knowledge has mistakes", record.Error, StringComparison.Ordinal);
        Assert.Contains("  recording/persona.yaml:1:1: 'odd' is not a key here; ", record.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_language_file_that_cannot_be_read_is_told_to_who_needs_the_language()
    {
        using var place = new Workplace();
        place.Write("own/languages/nl.yaml", "- odd");
        await place.RunAsync("import", place.Write("a.har", Har));
        var show = await place.RunAsync("--knowledge", "own", "show", "exchanges");
        var dutch = await place.RunAsync("--knowledge", "own", "report", "--lang", "nl", "-o", "-");
        var english = await place.RunAsync("--knowledge", "own", "report", "--lang", "en", "-o", "-");

        Assert.Equal((0, 4, 0), (show.Code, dutch.Code, english.Code));
        Assert.EndsWith("klikspaan: the language files have mistakes\n  languages/nl.yaml:1:1: the file must hold one YAML mapping\n", dutch.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Knowledge_beside_the_dossier_is_laid_over_ours_and_that_of_the_command_over_both()
    {
        using var place = new Workplace();
        await place.TakeInAsync(("a.har", Workplace.Har(Workplace.Entry("https://telemetry.voorbeeld.example/"))));
        string[] show = ["show", "exchanges", "--format", "csv", "--columns", "operator"];
        Assert.Equal("not established", (await place.DoAsync(show)).Lines[1]);

        place.Write("d/knowledge/recipients/voorbeeld.yaml", Organisation("Beside B.V."));
        place.Write("own/recipients/voorbeeld.yaml", Organisation("Own B.V."));

        Assert.Equal("Beside B.V.", (await place.DoAsync(show)).Lines[1]);
        Assert.Equal("Own B.V.", (await place.DoAsync([.. show, "--knowledge", "own"])).Lines[1]);
    }

    static string Organisation(string name) => $"""
        id: voorbeeld
        name: {name}
        sources:
          - id: invented
            url: https://voorbeeld.example/
            date: 2026-01-02
            says: The organisation of this test.
            certainty: verified
        domains:
          - domain: telemetry.voorbeeld.example
            service: telemetry
            source: invented
        """;

    static async Task<Workplace.Run> RunInAsync(Workplace place, string[] folder, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var shell = new Shell(output, error, TimeProvider.System, place.Path(folder), false, false, TextReader.Null);
        return new(await Commands.RunAsync(shell, arguments, TestContext.Current.CancellationToken), output.ToString(), error.ToString());
    }
}
