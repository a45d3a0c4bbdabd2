using System.Diagnostics;
using Klikspaan.Recording.Isolating;

namespace Klikspaan.Tests.Cli;

public sealed class DemoCommandTests
{
    [Fact]
    public async Task The_demo_names_what_was_planted_and_found_and_where_it_went()
    {
        using var place = new Workplace();

        var run = await place.RunAsync("demo", "--shipped");

        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("host          raw      dc.services.visualstudio.com    14 content:/tags/ai.cloud.roleInstance\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("mac           sha256   dc.services.visualstudio.com    28 content:/data/baseData/properties/Machine ID Old, content:/data/baseData/properties/Machine ID\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("  sent             14 requests, 19,209 bytes, 14 events that a protocol file knows\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("1 capture, 14 requests; 19,209 bytes of paths, queries, header fields and contents.\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("Searched for and not found in what was read of 14 requests: user, git name, git e-mail, git remote. ", run.Out, StringComparison.Ordinal);
        Assert.Contains("; 3,968 bytes were not opened further. Not found does not mean not sent.\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("The dossier is in klikspaan-demo. Look further:\n", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("werkplek-0042", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_demo_proposes_to_do_next_works()
    {
        using var place = new Workplace();
        var demo = await place.RunAsync("demo", "elsewhere", "--shipped");

        foreach (var line in demo.Out.Split('\n').Where(l => l.StartsWith("  klikspaan -d", StringComparison.Ordinal)))
        {
            var parts = line.Trim().Split('"');
            var next = await place.RunAsync([.. parts[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1), .. parts[1..].Where(p => p.Length > 0)]);

            Assert.Equal((0, ""), (next.Code, next.Error));
            Assert.True(next.Lines.Length > 10, line);
        }

        Assert.Equal(2, demo.Out.Split('\n').Count(l => l.StartsWith("  klikspaan -d elsewhere show ", StringComparison.Ordinal)));
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
        Assert.Matches(@"(?m)^host +raw +dc\.services\.visualstudio\.com +\d+ content:/tags/ai\.cloud\.roleInstance", run.Out);
        Assert.Matches(@"(?m)^mac +sha256 +dc\.services\.visualstudio\.com ", run.Out);
        Assert.Matches(@"(?m)^work-folder +sha256 +dc\.services\.visualstudio\.com ", run.Out);
        Assert.Contains("  mode             isolated, sinkhole\n", run.Out, StringComparison.Ordinal);
        Assert.Contains(" A sinkhole answered in place of the real servers. For the kinds of data this is a lower bound", run.Out, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^\d\d:\d\d:\d\d\.\d{3}Z  dotnet\(\d+\) +dc\.services\.visualstudio\.com +[\d,]+ B  POST /v2/track  \[answer: ", run.Error);
        Assert.DoesNotContain('\u001b', run.Out);
        Assert.Equal(["here"], Directory.GetFileSystemEntries(place.Folder).Select(f => Path.GetFileName(f)));
    }
}
