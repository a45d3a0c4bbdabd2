using System.Diagnostics;
using Klikspaan.Recording.Isolating;

namespace Klikspaan.Tests.Cli;

public sealed class DemoCommandTests
{
    /// <summary>The line that names the capture, and the summary in twenty.</summary>
    const int MostLines = 21;

    [Fact]
    public async Task The_demo_names_what_was_planted_and_found_and_where_it_went()
    {
        using var place = new Workplace();

        var run = await place.RunAsync("demo", "--shipped");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Snapshot.Match(run.Out);
        Assert.InRange(run.Lines.Length, 10, MostLines);
        Assert.DoesNotContain("werkplek-0042", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_demo_proposes_to_do_next_works()
    {
        using var place = new Workplace();
        var demo = await place.RunAsync("demo", "elsewhere", "--shipped");

        var proposed = demo.Lines.Select(l => l.Split("klikspaan -d ")).Where(l => l.Length == 2).Select(l => "-d " + l[1]).ToList();
        Assert.Equal(["-d elsewhere report --lang nl", "-d elsewhere show planted", "-d elsewhere record --profile 'SETTINGS IN FORCE' -- PROGRAM"], proposed);
        foreach (var words in proposed[..2])
        {
            var next = await place.RunAsync(words.Split(' '));

            Assert.Equal((0, ""), (next.Code, next.Error));
            Assert.NotEmpty(next.Lines);
        }

        Assert.True(new FileInfo(place.Path("elsewhere", "reports", "report.nl.html")).Length > 100_000);
    }

    [Fact]
    public async Task The_demo_can_be_run_again_in_the_same_folder()
    {
        using var place = new Workplace();
        var first = await place.RunAsync("demo", "--shipped");

        var second = await place.RunAsync("demo", "--shipped");

        Assert.Equal((0, ""), (second.Code, second.Error));
        Assert.Equal("dotnet-cli.har is in the dossier already, as captures/70aff842f03d.har since 2026-03-04.", second.Lines[0]);
        Assert.Equal(first.Lines, second.Lines[1..]);
    }

    [Fact]
    public async Task The_demo_is_never_mixed_with_the_evidence_of_another_dossier()
    {
        using var place = new Workplace();
        await place.RunAsync("init", "mine");

        var run = await place.RunAsync("demo", "mine", "--shipped");

        Assert.Equal((2, "", "klikspaan: mine is a dossier of its own, where the demo does not belong: name another folder\n"), (run.Code, run.Out, run.Error));
        Assert.Empty(Directory.GetFiles(place.Path("mine", "captures")));
        Assert.Equal(Klikspaan.Store.DossierFile.Template, File.ReadAllText(place.Path("mine", "dossier.yaml")));
    }

    [Fact]
    public async Task The_demo_says_what_is_known_of_its_recording()
    {
        using var place = new Workplace();
        await place.RunAsync("demo", "--shipped");

        var run = await place.RunAsync("-d", "klikspaan-demo", "show", "captures", "--format", "csv", "--columns", "product,build,tester,received_at");

        Assert.Equal(".NET SDK command line (dotnet),10.0.401,not established,2026-11-23", run.Lines[1]);
    }

    /// <summary>The first minute of a newcomer: what a real program on this machine says, and to whom.</summary>
    [Fact]
    public async Task The_real_program_records_this_machine_live_and_finds_what_was_planted()
    {
        Assert.SkipWhen(await NamespaceEntry.RefusalAsync(TestContext.Current.CancellationToken) is not null, "nothing can be isolated here");
        using var place = new Workplace();
        var watch = Stopwatch.StartNew();

        var run = await place.RunProgramAsync("demo", "here");

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"the demo took {watch.Elapsed}");
        Assert.Equal(0, run.Code);
        var summary = run.Out.ReplaceLineEndings(" ").Replace("   ", " ", StringComparison.Ordinal);
        Assert.Matches(@"In this recording process dotnet sent the planted value ‘host’ itself \(as text\), addressed to host dc\.services\.visualstudio\.com: \d+ times in \d+ requests, first at ", summary);
        Assert.Contains("sent the SHA-256 digest of the planted value ‘mac’, without salt, addressed to host dc.services.visualstudio.com: ", summary, StringComparison.Ordinal);
        Assert.Contains("recorded where no IP packet can leave, in a sinkhole. A real server could ask for more", summary, StringComparison.Ordinal);
        Assert.Contains("No legal verdict: this is one recording in a sinkhole.", summary, StringComparison.Ordinal);
        Assert.InRange(run.Out[run.Out.IndexOf("What was seen", StringComparison.Ordinal)..].TrimEnd().Split('\n').Length, 10, 20);
        var planted = await place.RunAsync("-d", "here", "show", "planted", "--format", "csv", "--columns", "label,value_form,host");
        Assert.Contains("work-folder,sha256,dc.services.visualstudio.com", planted.Lines);
        Assert.Matches(@"(?m)^\d\d:\d\d:\d\d\.\d{3}Z  dotnet\(\d+\) +dc\.services\.visualstudio\.com +[\d,]+ B  POST /v2/track  \[answer: ", run.Error);
        Assert.DoesNotContain('\u001b', run.Out);
        Assert.Equal(["here"], Directory.GetFileSystemEntries(place.Folder).Select(f => Path.GetFileName(f)));
    }
}
