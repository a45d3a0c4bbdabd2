using System.Globalization;

namespace Klikspaan.Tests.Recording;

/// <summary>When a recording ends, how, and what then is left of the program.</summary>
public sealed class StoppingTests
{
    const string Send = """
        import os, sys, time, urllib.request
        def send(host, data=b'x'): urllib.request.urlopen('http://%s/path' % host, data, 20).read()

        """;

    [Fact]
    public async Task A_grandchild_that_sends_after_its_parents_end_is_recorded_and_reaped_and_the_status_is_the_parents()
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();
        place.Write("p.py", Send + """
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    time.sleep(3); send('late.example')
                os._exit(0)
            os.wait(); send('early.example'); sys.exit(41)
            """);

        var recorded = await Isolated.RecordAsync(place, null, ["--max-opaque", "100", "--", "python3", "p.py"]);

        Assert.Equal(["early.example", "late.example"], Hosts(recorded));
        Assert.Equal(41, recorded.Run.Code);
        Assert.Equal(("ended", "41", "0"), (recorded.End("reason"), recorded.End("exit_status"), recorded.End("processes_stopped")));
        Assert.InRange(double.Parse(recorded.End("seconds"), CultureInfo.InvariantCulture), 3, 8);
    }

    [Theory]
    [InlineData("exit 0", 0, 0)]
    [InlineData("exit 3", 3, 0)]
    [InlineData("kill -9 $$", 137, 9)]
    [InlineData("kill -15 $$", 143, 15)]
    [InlineData("kill -9 $PPID; exit 5", 5, 0)]
    [InlineData("(kill -9 $PPID; kill -9 $$) & wait; exit 5", 137, 9)]
    [InlineData("sh -c 'kill -9 $PPID; sleep 0.3; exit 9'", 137, 9)]
    public async Task The_status_is_the_programs(string script, int status, int signal)
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();

        var recorded = await Isolated.RecordAsync(place, null, ["--", "sh", "-c", script]);

        Assert.Equal(status, recorded.Run.Code);
        Assert.Equal((status.ToString(CultureInfo.InvariantCulture), signal.ToString(CultureInfo.InvariantCulture)), (recorded.End("exit_status"), recorded.End("signal")));
    }

    [Fact]
    public async Task What_cannot_be_started_gives_the_shells_statuses_and_says_why()
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();
        place.Write("no-program", "text");

        var absent = await Isolated.RecordAsync(place, null, ["--", "klikspaan-no-such-program"]);
        var forbidden = await Isolated.RecordAsync(place, null, ["--", "./no-program"]);

        Assert.Equal((127, 126), (absent.Run.Code, forbidden.Run.Code));
        Assert.Contains("klikspaan: the program could not be started: No such file or directory", absent.Run.Error, StringComparison.Ordinal);
        Assert.Contains("klikspaan: the program could not be started: Permission denied", forbidden.Run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_never_ends_is_stopped_with_all_it_started_and_what_it_sent_at_the_end_is_kept()
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();
        place.Write("p.py", Send + """
            import signal
            def end(*_): send('goodbye.example'); sys.exit(0)
            signal.signal(signal.SIGTERM, end)
            for i in range(5):
                if os.fork() == 0:
                    os.setsid(); signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(1000)
            send('hello.example'); time.sleep(1000)
            """);

        var recorded = await Isolated.RecordAsync(place, null, ["--max-time", "2s", "--max-opaque", "100", "--", "python3", "p.py", place.Folder + "-mark"]);

        Assert.Equal(["hello.example", "goodbye.example"], Hosts(recorded));
        Assert.Equal(("max-time", "0", "5"), (recorded.End("reason"), recorded.End("exit_status"), recorded.End("processes_stopped")));
        Assert.Contains("it was stopped at --max-time", recorded.Run.Error, StringComparison.Ordinal);
        Assert.Empty(Isolated.Processes("-mark"));
    }

    [Fact]
    public async Task Daemons_that_are_silent_are_stopped_after_settling_and_their_sending_puts_it_off()
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();
        place.Write("p.py", Send + """
            if os.fork() == 0:
                os.setsid()
                for i in range(3): time.sleep(1.2); send('tick%d.example' % i)
                time.sleep(1000)
            """);

        var recorded = await Isolated.RecordAsync(place, null, ["--settle", "2s", "--max-opaque", "100", "--", "python3", "p.py"]);

        Assert.Equal(["tick0.example", "tick1.example", "tick2.example"], Hosts(recorded));
        Assert.Equal(("ended", "1"), (recorded.End("reason"), recorded.End("processes_stopped")));
        Assert.InRange(double.Parse(recorded.End("seconds"), CultureInfo.InvariantCulture), 5.5, 10);
    }

    [Fact]
    public async Task Two_thousand_forks_are_let_be_and_counted()
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();
        place.Write("p.py", """
            import os, time
            for i in range(2000):
                if os.fork() == 0: time.sleep(1000)
            """);

        var recorded = await Isolated.RecordAsync(place, null, ["--settle", "1s", "--", "python3", "p.py"]);

        Assert.Equal(("0", "2000"), (recorded.End("exit_status"), recorded.End("processes_stopped")));
    }

    [Theory]
    [MemberData(nameof(IsolationTests.Users), MemberType = typeof(IsolationTests))]
    public async Task A_program_that_forks_without_end_is_bounded_and_stopped(string user)
    {
        await Isolated.RequireAsync();
        var isRoot = user == "root";
        Assert.SkipWhen(isRoot && Environment.OSVersion.Version < new Version(6, 15), "before Linux 6.14 nothing bounds what root may fork");
        using var place = new Workplace();
        place.Write("p.py", """
            import os, time
            while True:
                try: os.fork()
                except OSError: time.sleep(0.5)
            """);
        var limit = File.ReadAllText("/proc/sys/kernel/pid_max");

        var recorded = await Isolated.RecordAsync(place, isRoot || !Environment.IsPrivilegedProcess ? null : Isolated.Ordinary, ["--max-time", "3s", "--", "python3", "p.py"]);

        Assert.Equal("max-time", recorded.End("reason"));
        Assert.InRange(int.Parse(recorded.End("processes_stopped"), CultureInfo.InvariantCulture), 500, 4096);
        Assert.InRange(double.Parse(recorded.End("seconds"), CultureInfo.InvariantCulture), 3, 60);
        Assert.Empty(Isolated.Processes(place.Folder));
        Assert.Equal(limit, File.ReadAllText("/proc/sys/kernel/pid_max"));
    }

    [Theory]
    [InlineData("group", 2)]
    [InlineData("outer", 1)]
    [InlineData("outer", 2)]
    [InlineData("outer", 15)]
    [InlineData("inner", 15)]
    public async Task An_interruption_ends_it_cleanly_and_keeps_everything(string whom, int signal)
    {
        await Isolated.RequireAsync("setsid");
        using var place = new Workplace();
        var mark = System.IO.Path.GetFileName(place.Folder);
        place.Write("p.py", Send + """
            import signal
            def end(number, _): send('goodbye-%d.example' % number); sys.exit(0)
            signal.signal(signal.SIGINT, end); signal.signal(signal.SIGTERM, end)
            send('hello.example'); open('ready', 'w').close(); time.sleep(1000)
            """);
        var words = Isolated.Words(null, "record", "--max-opaque", "100", "--", "python3", "p.py", mark);

        var run = await place.RunCommandAsync("setsid", ["--wait", .. words], process => _ = Task.Run(async () =>
        {
            await Isolated.UntilAsync(() => File.Exists(place.Path("ready")));
            var outer = Outer(mark);
            Isolated.Kill(whom == "group" ? -outer : whom == "outer" ? outer : Inner(mark, outer), signal);
        }));

        var recorded = Isolated.Read(place, run);
        Assert.Equal(["hello.example", whom == "group" ? "goodbye-2.example" : "goodbye-15.example"], Hosts(recorded));
        Assert.Equal("interrupted", recorded.End("reason"));
        Assert.Contains("it was interrupted; all that was recorded is kept", run.Error, StringComparison.Ordinal);
        Assert.Single(place.Captures(), c => c.EndsWith(".warc.gz", StringComparison.Ordinal));
        Assert.Empty(Isolated.Processes(mark));
        Assert.Equal(0, (await place.DoAsync("verify")).Code);
    }

    [Theory]
    [InlineData("outer")]
    [InlineData("recorder")]
    [InlineData("unshare")]
    public async Task A_killed_process_of_ours_takes_the_program_with_it_and_the_next_command_has_what_was_recorded(string whom)
    {
        await Isolated.RequireAsync("setsid");
        using var place = new Workplace();
        var mark = System.IO.Path.GetFileName(place.Folder);
        place.Write("p.py", Send + """
            import signal
            signal.signal(signal.SIGTERM, signal.SIG_IGN); signal.signal(signal.SIGINT, signal.SIG_IGN)
            if os.fork() == 0:
                os.setsid(); time.sleep(1000)
            send('hello.example', os.environ['USER'].encode()); open('ready', 'w').close(); time.sleep(1000)
            """);
        var words = Isolated.Words(null, "record", "--", "python3", "p.py", mark);

        await place.RunCommandAsync("setsid", ["--wait", .. words], process => _ = Task.Run(async () =>
        {
            await Isolated.UntilAsync(() => File.Exists(place.Path("ready")));
            var outer = Outer(mark);
            var inner = Inner(mark, outer);
            Isolated.Kill(whom == "outer" ? outer : whom == "recorder" ? inner : Isolated.Children(inner).First(p => Isolated.Command(p).StartsWith("unshare", StringComparison.Ordinal) || Isolated.Command(p).Contains("/unshare", StringComparison.Ordinal)), 9);
        }));

        Assert.True(await Isolated.UntilAsync(() => Isolated.Processes(mark).Count == 0), "a process of the program is left");
        var next = await place.DoAsync("show", "planted", "--format", "csv", "--columns", "label,value_form,host");
        Assert.Contains("user,raw,hello.example", next.Out, StringComparison.Ordinal);
        Assert.Equal(whom == "recorder", next.Error.Contains("the recording was cut off; what had been acknowledged is in it", StringComparison.Ordinal));
        Assert.Single(place.Captures());
        Assert.Equal(0, (await place.DoAsync("verify")).Code);
    }

    [Fact]
    public async Task A_full_home_does_not_stop_the_recording()
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();
        place.Write("p.py", Send + """
            import errno
            try:
                with open(os.environ['HOME'] + '/big', 'wb') as f:
                    while True: f.write(b'x' * 65536); f.flush()
            except OSError as e: print('FULL {"error": "%s"}' % errno.errorcode[e.errno])
            send('after.example')
            """);

        var run = await Namespaces.RunAsync(place, "mkdir t && mount -t tmpfs -o size=3m tmpfs t || exit 9\nTMPDIR=$PWD/t exec dotnet $KLIKSPAAN -d d record --max-opaque 100 -- python3 p.py");

        var recorded = Isolated.Read(place, run);
        Assert.Equal("ENOSPC", recorded.Said("FULL").GetProperty("error").GetString());
        Assert.Equal(["after.example"], Hosts(recorded));
        Assert.Equal(0, run.Code);
    }

    [Fact]
    public async Task A_full_disk_under_the_dossier_ends_the_recording_with_2_and_keeps_what_was_acknowledged()
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();
        place.Write("p.py", Send + """
            print('program started', flush=True)
            answered = 0
            try:
                for i in range(200): send('fill.example', os.urandom(20000)); answered += 1; open('answered', 'w').write(str(answered))
            except Exception as e: print('stopped: %s' % e, flush=True)
            time.sleep(1000)
            """);

        var run = await Namespaces.RunAsync(place, """
            mkdir m && mount -t tmpfs -o size=1m tmpfs m || exit 9
            k="dotnet $KLIKSPAAN -d m/d"
            $k record -- python3 p.py; echo "record: $?"
            mount -o remount,size=64m m
            $k show exchanges --format csv --columns method,host > rows; echo "show: $?"
            $k verify; echo "verify: $?"
            cp m/d/captures/* .; ls m/d/captures
            """);

        Assert.Contains("record: 2", run.Lines);
        Assert.Contains("verify: 0", run.Lines);
        Assert.Contains("klikspaan:", run.Error, StringComparison.Ordinal);
        var answered = int.Parse(File.ReadAllText(place.Path("answered")), CultureInfo.InvariantCulture);
        Assert.InRange(answered, 10, 60);
        var rows = File.ReadAllLines(place.Path("rows")).Count(l => l == "POST,fill.example");
        Assert.InRange(rows, answered, answered + 1);
    }

    [Fact]
    public async Task Nothing_is_started_where_namespaces_are_forbidden()
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();

        var run = await place.RunCommandAsync("unshare", ["--user", "--map-root-user", "sh", "-c", $"echo 0 > /proc/sys/user/max_user_namespaces; dotnet {Workplace.Program} -d d record -- touch started"]);

        Assert.Equal(2, run.Code);
        Assert.Contains("klikspaan: this machine does not let a program be isolated: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("Nothing was started", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(place.Path("started")));
        Assert.False(Directory.Exists(place.InDossier()));
    }

    [Fact]
    public async Task Without_ip_nothing_is_started_and_the_message_says_what_to_install()
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();

        var run = await Namespaces.RunAsync(place, Without("ip") + "dotnet $KLIKSPAAN -d d record -- touch started");

        Assert.Equal(2, run.Code);
        Assert.Contains("'ip' is not installed (package iproute2)", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(place.Path("started")));
    }

    [Fact]
    public async Task Left_files_and_the_end_of_standard_error_are_kept_and_a_second_run_finds_the_home_as_it_was_left()
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();
        place.Write("p.py", Send + """
            folder = os.environ['HOME'] + '/.store'
            os.makedirs(folder, exist_ok=True)
            runs = len(os.listdir(folder))
            with open('%s/%d.trn' % (folder, runs), 'w') as f: f.write('unsent %d' % runs)
            with open(folder + '/../plain.txt', 'w') as f: f.write('not telling')
            sys.stderr.write('begin' + 'e' * 100000 + 'end of run %d' % runs)
            sys.exit(10 + runs)
            """);

        var recorded = await Isolated.RecordAsync(place, null, ["--repeat", "2", "--max-opaque", "100", "--", "python3", "p.py"]);

        Assert.Equal(["10", "11"], recorded.Of("end").Select(e => e.GetProperty("exit_status").ToString()));
        Assert.Equal(["1", "2"], recorded.Of("end").Select(e => e.GetProperty("run_number").ToString()));
        Assert.Equal(11, recorded.Run.Code);
        var home = recorded.Planted("home");
        Assert.Equal([$"{home}/.store/0.trn", $"{home}/.store/1.trn"], recorded.Of("file").Select(f => f.GetProperty("path").GetString()));
        Assert.Contains("unsent 0", recorded.Text, StringComparison.Ordinal);
        Assert.Contains("unsent 1", recorded.Text, StringComparison.Ordinal);
        Assert.All(recorded.Of("output"), o => Assert.Equal(65536, o.GetProperty("bytes_kept").GetInt32()));
        Assert.All(recorded.Of("output"), o => Assert.Equal(5 + 100000 + 12, o.GetProperty("bytes_seen").GetInt32()));
        Assert.Contains("end of run 0", recorded.Text, StringComparison.Ordinal);
        Assert.Contains("end of run 1", recorded.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("begineee", recorded.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_cannot_be_opened_or_are_too_many_are_told_and_end_nothing()
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();
        place.Write("p.py", """
            import os
            home = os.environ['HOME'].encode()
            for name in (b'\xff\xfetelemetry', b'\xfe\xfftelemetry'): open(home + b'/' + name, 'wb').write(b'x')
            for i in range(501): open(home + b'/telemetry-%03d' % i, 'wb').write(b'content %03d' % i)
            """);

        var recorded = await Isolated.RecordAsync(place, null, ["--", "python3", "p.py"]);

        Assert.Equal((0, "ended"), (recorded.Run.Code, recorded.End("reason")));
        var files = recorded.Of("file");
        Assert.Equal(503, files.Count);
        Assert.Equal(500, files.Count(f => f.GetProperty("bytes_kept").GetInt32() > 0));
        Assert.Single(files, f => f.GetProperty("bytes_kept").GetInt32() == 0 && f.GetProperty("bytes_seen").GetInt32() == 11);
    }

    [Fact]
    public async Task What_was_sent_last_is_written_down_however_long_that_takes()
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();
        place.Write("p.py", """
            import os, socket
            # Longer to write down than the patience for a program that is told to end, and then some from many sides.
            noise = os.urandom(1000000)
            long = socket.create_connection(('long.example', 80))
            long.sendall(b'POST /long HTTP/1.1\r\nHost: long.example\r\nContent-Length: 150000000\r\n\r\n')
            for i in range(150): long.sendall(noise)
            address = socket.gethostbyname('many.example')
            for i in range(300): socket.create_connection((address, 80)).sendall(b'GET /%03d HTTP/1.1\r\nHost: many.example\r\n\r\n' % i)
            os._exit(0)
            """);

        var recorded = await Isolated.RecordAsync(place, null, ["-q", "--max-opaque", "100", "--", "python3", "p.py"]);

        Assert.Equal(("ended", "301"), (recorded.End("reason"), recorded.End("exchanges")));
        Assert.Equal(["many.example,300", "long.example,1"], (await place.DoAsync("show", "recipients", "--format", "csv", "--columns", "hosts,exchanges", "--sort", "-exchanges")).Lines[1..]);
    }

    /// <summary>Shell words that take a tool away from this script alone.</summary>
    public static string Without(string tool) => $$"""
        mount -t tmpfs tmpfs /srv
        for d in /usr/sbin /usr/bin; do
          mkdir -p "/srv/real$d" "/srv/shown$d"
          mount --bind $d "/srv/real$d"
          for f in $d/*; do [ "${f##*/}" = {{tool}} ] || ln -s "/srv/real$f" "/srv/shown$d/"; done
        done
        for d in /usr/sbin /usr/bin; do mount --bind "/srv/shown$d" $d; done

        """;

    internal static IEnumerable<string?> Hosts(Recorded recorded) => recorded.Of("exchange").Select(e => e.GetProperty("destination").GetProperty("name").GetString());

    /// <summary>The command that was typed: the first of those with these words that is not setsid.</summary>
    static int Outer(string mark) => Isolated.Processes(mark).Where(p => Isolated.Command(p).StartsWith("dotnet", StringComparison.Ordinal) && Isolated.Command(p).Contains(" record ", StringComparison.Ordinal)).Min();

    static int Inner(string mark, int outer) => Isolated.Processes(mark).Where(p => Isolated.Command(p).Contains("klikspaan.dll", StringComparison.Ordinal) && Isolated.Parent(p) == outer).Min();
}
