using System.Net.Sockets;

namespace Klikspaan.Tests.Recording;

/// <summary>The first process of the program's namespace, which the program may try to pass for, or to end.</summary>
public sealed class InitTests
{
    [Fact]
    public async Task Who_calls_itself_init_is_counted_all_the_same_and_a_trap_does_not_end_init()
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();
        place.Write("p.py", """
            import os, signal, sys, time
            for i in range(3):
                if os.fork() == 0: os.setsid(); os.execv(sys.executable, ['--recording-init', '-c', 'import time; time.sleep(600)', '--recording-init'])
            os.kill(1, signal.SIGTRAP); time.sleep(1); os._exit(5)
            """);

        var recorded = await Isolated.RecordAsync(place, null, ["--settle", "1s", "--", "python3", "p.py"]);

        Assert.Equal(("ended", "5", "3"), (recorded.End("reason"), recorded.End("exit_status"), recorded.End("processes_stopped")));
    }

    [Fact]
    public async Task When_init_is_ended_the_recording_has_failed()
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();
        var mark = System.IO.Path.GetFileName(place.Folder);
        place.Write("p.py", "import time\nopen('ready', 'w').close()\ntime.sleep(600)\n");

        var recorded = await Isolated.RecordAsync(place, null, ["--max-time", "30s", "--", "python3", "p.py", mark], _ => Task.Run(async () =>
        {
            await Isolated.UntilAsync(() => File.Exists(place.Path("ready")));
            Isolated.Kill(Isolated.Processes(mark).Select(Isolated.Parent).First(p => Isolated.Command(p) is var words && words.Contains("--recording-init", StringComparison.Ordinal) && !words.Contains("unshare", StringComparison.Ordinal)), 9);
        }));

        Assert.Equal(2, recorded.Run.Code);
        Assert.Equal("failed", recorded.End("reason"));
        Assert.Contains("klikspaan: the first process of the program's namespace was ended", recorded.Run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Init_ends_without_a_word_when_the_recorder_is_gone()
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();
        var name = "klikspaan-test-" + Guid.NewGuid().ToString("N");
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint("\0" + name));
        listener.Listen(1);

        var running = place.RunCommandAsync("dotnet", [Workplace.Program, Klikspaan.Recording.Isolating.Init.Word, name]);
        var accepted = await listener.AcceptAsync(TestContext.Current.CancellationToken);
        await accepted.SendAsync("{\"Command\":[\"sleep\",\"1\"],\"Environment\":{\"PATH\":\"/bin:/usr/bin\"},\"Folder\":\"/\"}\n"u8.ToArray());
        await Isolated.UntilAsync(() => accepted.Available > 0);

        // What it said is not read: the kernel tells it of a connection that was reset.
        accepted.Dispose();
        var run = await running;

        Assert.Equal((0, "", ""), (run.Code, run.Out, run.Error));
    }
}
