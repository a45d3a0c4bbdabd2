namespace Klikspaan.Tests.Cli;

/// <summary>Lists and dossiers that come from anybody: an import waits for no pipe, follows no link, and writes nothing that it cannot read back.</summary>
public sealed class DocumentationHostileImportTests
{
    static readonly string[] Named = ["--vendor", "some", "--product", "app", "--date", "2026-01-02"];

    [Fact]
    public async Task A_pipe_is_not_waited_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs mkfifo");
        using var place = new Workplace();
        place.Write("a.csv", "event,field\nA.B,x\n");
        Assert.Equal(0, (await place.DoAsync(["documentation", "import", "a.csv", .. Named])).Code);
        Assert.Equal(0, (await place.RunCommandAsync("mkfifo", [place.Path("pipe.csv"), place.InDossier("documentation", "some", "pipe.yaml")])).Code);

        Assert.Equal((2, $"klikspaan: {place.Path("pipe.csv")} is a pipe or device: save what it gives as a file first\n"), Told(await SoonAsync(place, ["documentation", "import", "pipe.csv", .. Named])));
        Assert.Equal(4, (await SoonAsync(place, "documentation", "list")).Code);
        Assert.Contains("documentation/some/pipe.yaml:1:1: the file must be a plain file", (await SoonAsync(place, "documentation", "list")).Error, StringComparison.Ordinal);
        Assert.Equal(2, (await SoonAsync(place, "documentation", "diff", "pipe.csv", "pipe.csv")).Code);
        Assert.Equal(2, (await SoonAsync(place, "documentation", "diff", "some/pipe", "some/pipe")).Code);
    }

    [Fact]
    public async Task A_link_is_not_followed_and_what_it_leads_to_stays_as_it_was()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        using var place = new Workplace();
        place.Write("a.csv", "event,field\nA.B,x\n");
        place.Write("mine.txt", "mine");
        Directory.CreateDirectory(place.InDossier());
        Assert.Equal(0, (await place.DoAsync(["documentation", "import", "a.csv", .. Named])).Code);
        var folder = place.InDossier("documentation", "some");
        Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        File.CreateSymbolicLink(Path.Combine(folder, "app@2026-01-02.yaml.part"), place.Path("mine.txt"));
        Assert.Equal(0, (await place.DoAsync(["documentation", "import", "a.csv", .. Named])).Code);
        Assert.Equal("mine", File.ReadAllText(place.Path("mine.txt")));

        // A folder of a vendor, and the folder of all of them.
        Directory.CreateDirectory(place.Path("out"));
        File.CreateSymbolicLink(place.InDossier("documentation", "other"), place.Path("out"));
        Assert.Contains("other/ is a link: where it leads is not followed", (await place.DoAsync("documentation", "list")).Error, StringComparison.Ordinal);
        Directory.Delete(place.InDossier("documentation"), recursive: true);
        File.CreateSymbolicLink(place.InDossier("documentation"), place.Path("out"));
        Assert.Equal(4, (await place.DoAsync(["documentation", "import", "a.csv", .. Named])).Code);
        Assert.Equal(4, (await place.DoAsync("documentation", "list")).Code);
        place.Write("out/a.yaml", "x");
        Assert.Contains("is a link", (await place.DoAsync("documentation", "diff", "a", "a")).Error, StringComparison.Ordinal);
        Assert.Equal(["a.yaml"], Directory.EnumerateFileSystemEntries(place.Path("out")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task What_was_taken_in_can_be_read_back_however_much_of_it_could_not_be_read()
    {
        using var place = new Workplace();
        place.Write("head.md", "# T x\n## A.B\n- **f** d\n" + string.Concat(Enumerable.Range(0, 1000).Select(i => $"## no name {i} {string.Concat(Enumerable.Repeat("\U0001F600", 500))}\n- **g** d\n")));
        place.Write("values.csv", "event,field,description,values\nA.B,f,d,\"" + string.Join(';', Enumerable.Range(0, 100).Select(i => i + new string('\u0001', 3900))) + "\"\n");

        Assert.Equal(3, (await place.DoAsync(["documentation", "import", "head.md", .. Named])).Code);
        Assert.Equal(3, (await place.DoAsync(["documentation", "import", "values.csv", .. Named])).Code);
        var listed = await place.DoAsync("documentation", "list");
        Assert.Equal((0, 2), (listed.Code, listed.Lines.Length));
        foreach (var line in listed.Lines)
        {
            var name = line.Split(": ")[0];
            Assert.Equal(0, (await place.DoAsync("documentation", "diff", name, name)).Code);
        }
    }

    static (int, string) Told(Workplace.Run run) => (run.Code, run.Error);

    static async Task<Workplace.Run> SoonAsync(Workplace place, params string[] arguments)
    {
        var run = Task.Run(() => place.DoAsync(arguments), TestContext.Current.CancellationToken);
        Assert.Same(run, await Task.WhenAny(run, Task.Delay(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)));
        return await run;
    }
}
