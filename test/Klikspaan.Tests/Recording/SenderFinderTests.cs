using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Klikspaan.Tests.Recording;

/// <summary>Real processes that connect, some of them only for a moment.</summary>
public sealed class SenderFinderTests
{
    [Fact]
    public async Task Two_processes_that_send_to_one_host_are_told_apart()
    {
        var seen = await RunAsync(
            "python3 one.py & python3 two.py & wait",
            ("one.py", Connect("93.184.216.34", 443, "s.recv(1)")),
            ("two.py", Connect("93.184.216.34", 443, "s.recv(1)")));

        Assert.Equal(["python3 one.py", "python3 two.py"], seen.Of("tcp").Select(Short).Order(StringComparer.Ordinal));
        Assert.All(seen.Of("client"), c => Assert.Contains(seen.Of("tcp"), t => Pid(t) == c.Text("pid") && Short(t).EndsWith(c.Text("file")!, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_process_that_lives_for_a_moment_is_named()
    {
        var seen = await RunAsync(
            "for i in 1 2 3 4 5 6 7 8; do python3 -S moment.py; done",
            ("moment.py", Connect("93.184.216.34", 443, "s.sendall(b'x'); time.sleep(0.05); os._exit(0)")));

        // On a machine that is busy with other tests, one may be gone before it is its turn; a wrong name is never right.
        var clients = seen.Of("client").Select(c => c.Text("pid")).ToList();
        var named = seen.Of("tcp").Where(t => Pid(t) is not null).ToList();
        Assert.Equal(8, seen.Of("tcp").Count);
        Assert.InRange(named.Count, 7, 8);
        Assert.All(named, t => Assert.EndsWith("moment.py", t.Command()));
        Assert.Equal(clients.Where(c => named.Any(t => Pid(t) == c)), named.Select(Pid));
    }

    [Fact]
    public async Task A_thousand_connections_at_once_cost_few_looks_and_each_has_its_sender()
    {
        var seen = await RunAsync(
            "for i in 1 2 3 4; do python3 many.py $i & done; wait",
            ("many.py", """
                import json, os, socket, sys
                os.write(1, (json.dumps(dict(kind='client', pid=os.getpid(), number=sys.argv[1])) + '\n').encode())
                all = []
                for i in range(250):
                    s = socket.socket(); s.setblocking(False); s.connect_ex(('10.%s.0.%d' % (sys.argv[1], i + 1), 443)); all.append(s)
                for s in all:
                    s.settimeout(30); s.recv(1)
                """));

        var pids = seen.Of("client").ToDictionary(c => c.Text("number")!, c => c.Text("pid"));
        Assert.Equal(1000, seen.Of("tcp").Count);
        Assert.All(seen.Of("tcp"), t => Assert.Equal(pids[t.Text("destination")!.Split('.')[1]], Pid(t)));
        var looks = int.Parse(seen.Of("end")[0].Text("scans")!, CultureInfo.InvariantCulture);
        Assert.InRange(looks, 1, 250);
        Assert.InRange(seen.Of("tcp").Max(t => t.GetProperty("milliseconds").GetDouble()), 0, 2000);
    }

    [Fact]
    public async Task A_socket_that_several_processes_hold_is_said_to_be_shared()
    {
        var seen = await RunAsync("python3 fork.py", ("fork.py", """
            import json, os, socket, time
            s = socket.socket()
            child = os.fork()
            if child == 0:
                time.sleep(20)
            os.write(1, (json.dumps(dict(kind='client', pid=os.getpid(), child=child)) + '\n').encode())
            s.connect(('93.184.216.34', 443)); s.recv(1)
            os.kill(child, 9); os.wait()
            """));

        var sender = Assert.Single(seen.Of("tcp")).GetProperty("sender");
        var client = Assert.Single(seen.Of("client"));
        Assert.Equal(client.Text("pid"), sender.Text("pid"));
        Assert.Equal(client.Text("child"), Assert.Single(sender.GetProperty("shared_with").EnumerateArray()).Text("pid"));
    }

    [Fact]
    public async Task A_process_in_a_namespace_of_its_own_is_named_by_its_number_there()
    {
        var seen = await RunAsync(
            "unshare --user --map-user=1000 --map-group=1000 --pid --fork python3 one.py",
            ("one.py", Connect("93.184.216.34", 443, "s.recv(1)")));

        var sender = Assert.Single(seen.Of("tcp")).GetProperty("sender");
        Assert.Equal("1", Assert.Single(seen.Of("client")).Text("pid"));
        Assert.Equal("1", sender.Text("pid"));
        Assert.NotEqual("1", sender.Text("outer_pid"));
    }

    [Fact]
    public async Task Connections_within_IPv6_and_to_two_ports_from_one_are_each_found()
    {
        var seen = await RunAsync("python3 six.py", ("six.py", """
            import socket
            s = socket.socket(socket.AF_INET6); s.connect(('2606:2800::1', 443)); s.recv(1)
            t = socket.socket(socket.AF_INET6); t.connect(('::ffff:93.184.216.34', 80)); t.recv(1)
            u = []
            for host in ('9.9.9.9', '9.9.9.10'):
                v = socket.socket(); v.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); v.bind(('0.0.0.0', 5555)); u.append(v); v.connect((host, 443)); v.recv(1)
            """));

        Assert.Equal(["[2606:2800::1]:443", "93.184.216.34:80", "9.9.9.9:443", "9.9.9.10:443"], seen.Of("tcp").Select(t => t.Text("destination")));
        Assert.All(seen.Of("tcp"), t => Assert.Equal("python3 six.py", Short(t)));
    }

    [Fact]
    public async Task A_process_whose_first_thread_has_ended_is_still_named_and_still_lives()
    {
        Assert.SkipUnless(RuntimeInformation.OSArchitecture == Architecture.X64, "the number of a system call is that of x64");
        var seen = await RunAsync("setsid python3 thread.py > out 2>&1 & sleep 1.5; cat out", ("thread.py", """
            import ctypes, json, os, socket, threading, time
            def work():
                time.sleep(0.3)
                os.write(1, (json.dumps(dict(kind='client', pid=os.getpid())) + '\n').encode())
                s = socket.create_connection(('93.184.216.34', 443)); s.recv(1)
                time.sleep(4); os._exit(0)
            threading.Thread(target=work).start()
            ctypes.CDLL(None).syscall(60, 0)
            """));

        var pid = Assert.Single(seen.Of("client")).Text("pid");
        Assert.Equal(pid, Pid(Assert.Single(seen.Of("tcp"))));
        Assert.Equal(pid, Assert.Single(Live(seen)).Text("pid"));
    }

    [Fact]
    public async Task What_still_lives_is_listed_without_zombies_and_without_the_recorder()
    {
        var seen = await RunAsync("setsid python3 late.py > out 2>&1 & sleep 1; cat out", ("late.py", """
            import json, os, subprocess, time
            dead = subprocess.Popen(['true'])
            os.write(1, (json.dumps(dict(kind='client', pid=os.getpid())) + '\n').encode())
            time.sleep(4)
            """));

        var live = Assert.Single(Live(seen));
        Assert.Equal(Assert.Single(seen.Of("client")).Text("pid"), live.Text("pid"));
        Assert.Equal(["python3", "late.py"], live.GetProperty("command_line").EnumerateArray().Select(w => System.IO.Path.GetFileName(w.GetString())));
    }

    [Fact]
    public async Task A_sender_that_is_gone_is_not_established()
    {
        // The connection waits until its sender has ended: SIGSTOP for the recorder, as if the machine were busy.
        var seen = await RunAsync(
            "kill -STOP $PPID; (sleep 1; kill -CONT $PPID) & python3 -S gone.py; wait",
            ("gone.py", Connect("93.184.216.34", 443, "s.sendall(b'x'); os._exit(0)")));

        Assert.Equal("not established", Assert.Single(seen.Of("tcp")).Command());
    }

    static string Connect(string host, int port, string then) => $"""
        import json, os, socket, sys, time
        s = socket.create_connection(('{host}', {port}))
        os.write(1, (json.dumps(dict(kind='client', pid=os.getpid(), file=os.path.basename(sys.argv[0]))) + '\n').encode())
        {then}
        """;

    static List<JsonElement> Live(IReadOnlyList<JsonElement> seen) => [.. seen.Of("end")[0].GetProperty("live").EnumerateArray()];

    static string? Pid(JsonElement connection) => connection.GetProperty("sender") is { ValueKind: JsonValueKind.Object } sender ? sender.Text("pid") : null;

    /// <summary>Whoever started it may have put in a whole path.</summary>
    static string Short(JsonElement connection) => string.Join(' ', connection.Command().Split(' ').Select(w => System.IO.Path.GetFileName(w)));

    static async Task<IReadOnlyList<JsonElement>> RunAsync(string script, params (string Name, string Text)[] files)
    {
        using var place = new Workplace();
        foreach (var (name, text) in files)
        {
            place.Write(name, text);
        }

        return await Sinkhole.RunAsync(place, script);
    }
}
