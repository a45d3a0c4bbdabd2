using System.Text.Json;

namespace Klikspaan.Tests.Recording;

/// <summary>A program that goes for the recorder, the recording and what the next run is made of, and cannot.</summary>
public sealed class ContainmentTests
{
    [Theory]
    [MemberData(nameof(IsolationTests.Users), MemberType = typeof(IsolationTests))]
    public async Task It_finds_neither_the_recording_nor_a_way_into_the_recorder_and_cannot_write_to_what_runs_outside(string user)
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();
        place.Write("p.py", Tries + """
            said['dossier'] = [os.listdir(d) for d in ('d', sys.argv[1] + '/d')]
            said['into-dossier'] = [write(d + '/x') for d in ('d', sys.argv[1] + '/d')]
            said['commands'] = [l for l in open('/proc/net/unix') if 'dotnet' in l or 'clr-' in l]
            said['own'] = [write(f) for f in ('/run/local/init/x', '/run/local/runtime/x', '/run/local/trust/x', sys.argv[2] + '/x')]
            said['changed'] = [change(f) for f in ('/run/local/init/klikspaan.dll', '/run/local/trust/bundle.pem', '/etc/passwd', sys.argv[2] + '/klikspaan.dll')]
            said['work'] = write('x')
            sizes = {f: os.statvfs(f) for f in ('/tmp', '/var/tmp', '/dev/shm', '/run', '/home', '/dev')}
            memory = os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE')
            said['share'] = sum(s.f_blocks * s.f_frsize for s in sizes.values()) / memory
            said['files'] = max(s.f_files for s in sizes.values())
            print('TRIED ' + json.dumps(said))
            """);
        var own = System.IO.Path.GetDirectoryName(Workplace.Program)!;
        // Of a recorder that stands in a folder for temporary files the program sees nothing at all: those are covered.
        var covered = own.StartsWith("/tmp/", StringComparison.Ordinal) || own.StartsWith("/var/tmp/", StringComparison.Ordinal);
        var there = covered ? "ENOENT" : "EROFS";

        var recorded = await Isolated.RecordAsync(place, Id(user), ["--", "python3", "p.py", place.Folder, own]);

        var said = recorded.Said("TRIED");
        Assert.Equal("[[],[]]", Text(said, "dossier"));
        Assert.Equal("""["EROFS","EROFS"]""", Text(said, "into-dossier"));
        Assert.Equal("[]", Text(said, "commands"));
        Assert.Equal($"""["EROFS","EROFS","EROFS","{there}"]""", Text(said, "own"));
        Assert.All(said.GetProperty("changed").EnumerateArray().SkipLast(1), c => Assert.Contains(c.GetString(), (string[])["EROFS", "EACCES"]));
        Assert.Contains(said.GetProperty("changed")[3].GetString(), covered ? ["ENOENT"] : (string[])["EROFS", "EACCES"]);
        Assert.Equal("written", said.GetProperty("work").GetString());
        Assert.InRange(said.GetProperty("share").GetDouble(), 0.1, 0.53);
        Assert.InRange(said.GetProperty("files").GetInt64(), 1, 210_000);
        Assert.Equal(0, (await place.DoAsync("verify")).Code);
    }

    [Fact]
    public async Task Nothing_is_recorded_from_within_the_dossier()
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();
        place.Plant();
        Directory.CreateDirectory(place.InDossier("below"));

        var run = await place.RunCommandAsync("sh", ["-c", $"cd d/below && dotnet {Workplace.Program} record -- touch started"]);

        Assert.Equal(2, run.Code);
        Assert.Contains("klikspaan: this folder lies in the dossier, where the program could change what is recorded", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(place.InDossier("below", "started")));
        Assert.Empty(place.Captures());
    }

    [Fact]
    public async Task A_covered_folder_never_comes_back_as_a_whole()
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();
        place.Write("t/run.sh", "#!/bin/sh\necho \"SEEN [$(ls \"${0%/*}\")]\"\n");
        place.Write("t/inside/secret", "x");
        Directory.CreateDirectory(place.Path("work"));
        Isolated.OpenToAll(place.Path("t", "run.sh"));

        var run = await place.RunCommandAsync("sh", ["-c", $"""
            export TMPDIR=$PWD/t; k="dotnet {Workplace.Program} -d $PWD/d record"
            (cd work; $k -- $TMPDIR/run.sh)
            (cd t; PATH=$PWD:$PATH $k -- sh -c 'echo "HERE [$(ls -A)]"')
            (cd t; $k --keep-home -- sh -c 'echo "KEPT [$(ls -A)]"')
            """]);

        Assert.Equal(["SEEN [run.sh]", "HERE []", "KEPT []"], run.Lines);
        Assert.Contains("klikspaan: work folder: the program starts in an empty one", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_one_run_leaves_cannot_lead_the_next_one_out()
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();
        place.Write(".git/config", "[remote \"origin\"]\n\turl = https://real.example/o/r.git\n");
        place.Write("p.py", Tries + """
            import shutil
            said['link'] = change('/run/local/trust/bundle.pem', lambda f: os.unlink(f))
            if os.path.exists('ran'): said['git'] = os.path.isdir('.git') and not os.path.exists('.git/passwd')
            else: open('ran', 'w').close()
            git = os.environ['HOME'] + '/.git'
            if os.path.isdir(git): shutil.rmtree(git); os.symlink('/sys/etc', git)
            said['remotes'] = ['real.example' in open(f + '/.git/config').read() for f in ('.', sys.argv[1])]
            print('TRIED ' + json.dumps(said), flush=True)
            """);

        var recorded = await Isolated.RecordAsync(place, null, ["--repeat", "2", "--", "python3", "p.py", place.Folder]);

        var said = recorded.Run.Out.Split('\n').Where(l => l.StartsWith("TRIED", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, said.Count);
        Assert.All(said, s => Assert.Contains("\"link\": \"EROFS\"", s, StringComparison.Ordinal));
        Assert.All(said, s => Assert.Contains("\"remotes\": [false, false]", s, StringComparison.Ordinal));
        Assert.Contains("\"git\": true", said[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_that_became_a_link_is_refused()
    {
        using var place = new Workplace();
        place.Write("a/b/file", "x");
        place.Write("secret/b/file", "x");
        Directory.CreateDirectory(place.Path("to"));
        var words = new Klikspaan.Recording.Isolating.MountScript().Bind(place.Path("a", "b"), place.Path("to")).Run(["ls", place.Path("to")]);
        var script = string.Join(' ', words.Select(w => $"'{w.Replace("'", "'\\''", StringComparison.Ordinal)}'"));

        var before = await Namespaces.RunAsync(place, script);
        Directory.Move(place.Path("a"), place.Path("old"));
        Directory.CreateSymbolicLink(place.Path("a"), place.Path("secret"));
        var after = await Namespaces.RunAsync(place, script);

        Assert.Equal((0, "file\n"), (before.Code, before.Out));
        Assert.Equal((1, ""), (after.Code, after.Out));
        Assert.Contains($"klikspaan: this is no longer where it was: {place.Path("a", "b")}", after.Error, StringComparison.Ordinal);
    }

    internal static int? Id(string user) => user == "ordinary" && Environment.IsPrivilegedProcess ? Isolated.Ordinary : null;

    internal static string Text(JsonElement said, string name) => JsonSerializer.Serialize(said.GetProperty(name));

    internal const string Tries = """
        import errno, json, os, sys
        said = {}
        def change(f, how=lambda f: open(f, 'r+b').close()):
            try: how(f); return 'written'
            except OSError as e: return errno.errorcode[e.errno]
        def write(f): return change(f, lambda f: open(f, 'w').close())

        """;
}
