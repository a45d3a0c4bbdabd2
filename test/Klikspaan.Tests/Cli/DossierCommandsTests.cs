using Klikspaan.Store;

namespace Klikspaan.Tests.Cli;

public sealed class DossierCommandsTests
{
    static readonly byte[] Har = Workplace.Har(Workplace.Entry(body: "a=1&b=2"));
    static readonly byte[] Broken = Workplace.Har("{}");

    [Fact]
    public async Task Init_makes_a_commented_dossier_that_can_be_used_at_once()
    {
        using var place = new Workplace();

        var run = await place.RunAsync("init", "mine");

        Assert.Equal((0, "Made mine. Edit its dossier.yaml, then: klikspaan -d mine import FILE\n", ""), (run.Code, run.Out, run.Error));
        Assert.Equal(DossierFile.Template, File.ReadAllText(place.Path("mine", "dossier.yaml")));
        Assert.Contains("# Values that were put into the device or document on purpose", DossierFile.Template, StringComparison.Ordinal);
        Assert.Equal(0, (await place.RunAsync("-d", "mine", "import", place.Write("a.har", Har))).Code);
    }

    [Fact]
    public async Task Init_twice_is_refused_and_changes_nothing()
    {
        using var place = new Workplace();
        await place.RunAsync("init", "mine");
        place.Write("mine/dossier.yaml", "version: 1\nname: edited\n");

        var run = await place.RunAsync("init", "mine");

        Assert.Equal((2, "", "klikspaan: mine is a dossier already\n"), (run.Code, run.Out, run.Error));
        Assert.Equal("version: 1\nname: edited\n", File.ReadAllText(place.Path("mine", "dossier.yaml")));
    }

    [Fact]
    public async Task Init_where_a_file_stands_is_refused()
    {
        using var place = new Workplace();
        place.Write("mine", "a file");

        var run = await place.RunAsync("init", "mine");

        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.StartsWith("klikspaan: ", run.Error, StringComparison.Ordinal);
        Assert.Equal("a file", File.ReadAllText(place.Path("mine")));
    }

    [Fact]
    public async Task Rebuild_tells_of_each_capture_and_gives_exit_code_3_where_there_are_problems()
    {
        using var place = new Workplace();
        await place.TakeInAsync(("a.har", Har), ("b.har", Broken));
        var files = Files(place);

        var run = await place.DoAsync("rebuild");

        Assert.Equal((3, ""), (run.Code, run.Error));
        Assert.Equal([$"{files[0]}: 1 request, 0 problems", $"{files[1]}: 0 requests, 1 problems"], run.Lines);
    }

    [Fact]
    public async Task What_was_printed_before_a_failure_is_not_lost()
    {
        using var place = new Workplace();
        await place.TakeInAsync(("a.har", Har), ("b.har", Broken));
        var files = Files(place);
        File.Delete(place.InDossier(files[1]));

        var run = await place.RunProgramAsync("-d", Workplace.Name, "rebuild");

        Assert.Equal((2, $"{files[0]}: 1 request, 0 problems\n", $"klikspaan: there is no file {place.InDossier(files[1])}\n"), (run.Code, run.Out, run.Error));
    }

    [Fact]
    public async Task Export_names_its_files_from_where_the_user_stands()
    {
        using var place = new Workplace();
        await place.TakeInAsync(("a.har", Har));

        var run = await place.DoAsync("export", Path.Combine("deep", "out"));

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Equal(Exporter.OfTables.SelectMany(f => Tables.All.Select(t => Path.Combine("deep", "out", $"{t.Name}.{f}"))), run.Lines);
        Assert.All(run.Lines, l => Assert.True(File.Exists(place.Path(l)), l));
    }

    [Fact]
    public async Task Export_where_a_file_stands_is_refused()
    {
        using var place = new Workplace();
        await place.TakeInAsync(("a.har", Har));
        place.Write("out", "a file");

        var run = await place.DoAsync("export", "out");

        Assert.Equal((2, ""), (run.Code, run.Out));
        Assert.Equal("a file", File.ReadAllText(place.Path("out")));
    }

    [Theory]
    [InlineData("show", "items")]
    [InlineData("rebuild")]
    [InlineData("verify")]
    [InlineData("export", "out")]
    public async Task A_folder_that_is_no_dossier_is_told_with_what_to_do(params string[] command)
    {
        using var place = new Workplace();
        Directory.CreateDirectory(place.Path("empty"));

        var none = await place.RunAsync(command);
        var empty = await place.RunAsync(["-d", "empty", .. command]);

        Assert.Equal(2, none.Code);
        Assert.StartsWith("klikspaan: there is no dossier here", none.Error, StringComparison.Ordinal);
        Assert.Equal((2, $"klikspaan: there is no dossier in {place.Path("empty")}: 'klikspaan init {place.Path("empty")}' makes one\n"), (empty.Code, empty.Error));
        Assert.Empty(Directory.GetFileSystemEntries(place.Path("empty")));
    }

    [Fact]
    public async Task A_capture_that_is_gone_is_told_and_what_is_indexed_is_still_shown()
    {
        using var place = new Workplace();
        await place.TakeInAsync(("a.har", Har));
        File.Delete(place.InDossier(Files(place)[0]));

        var items = await place.DoAsync("show", "items");
        var exchanges = await place.DoAsync("show", "exchanges", "--format", "csv", "--columns", "host");

        Assert.Equal((2, $"klikspaan: there is no file {place.InDossier(Files(place)[0])}\n"), (items.Code, items.Error));
        Assert.Equal((0, "host\nhost.example\n"), (exchanges.Code, exchanges.Out));
    }

    static List<string> Files(Workplace place) => [.. Manifest.Read(place.InDossier("manifest.jsonl")).Captures.Select(c => c.File)];
}
