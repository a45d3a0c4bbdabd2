using System.Globalization;

namespace Klikspaan.Tests.Recording;

/// <summary>Much at once, much in one request, and a recorder that is killed while it writes.</summary>
public sealed class LoadTests
{
    /// <summary>A recorder that holds more than this holds what it should have on disk (it has 120 MB, most of it the runtime).</summary>
    const long MostKiB = 400 << 10;

    [Fact]
    public async Task A_request_of_two_gigabytes_is_kept_whole_within_memory_and_its_head_is_read()
    {
        await Isolated.RequireAsync("curl");
        var length = (2L << 30) + 5;
        using var place = new Workplace();

        var (run, peak) = await Isolated.RunMeasuredAsync(place, Isolated.Words(null, "record", "-q", "--", "sh", "-c", $"head -c {length} /dev/zero | curl -sS -T - -H 'X-Told: yes' http://large.example/upload?whole"));

        // The evidence is there, but not opened: that is no clean end.
        Assert.Equal(3, run.Code);
        Assert.InRange(peak, 50 << 10, MostKiB);
        var rows = await place.DoAsync("show", "exchanges", "--where", "kind = 'http'", "--format", "csv", "--columns", "method,host,path,bytes_out");
        var row = Assert.Single(rows.Lines[1..]).Split(',');
        Assert.Equal(["PUT", "large.example", "/upload"], row[..3]);
        Assert.InRange(long.Parse(row[3], CultureInfo.InvariantCulture), length, length + (2 << 20));
        Assert.Equal("yes", (await place.DoAsync("show", "items", "--where", "path = 'header:/x-told'", "--format", "csv", "--columns", "value")).Lines[1]);
        Assert.Contains(",limit,", (await place.DoAsync("show", "problems", "--format", "csv", "--columns", "capture,problem,expected")).Lines[1], StringComparison.Ordinal);
        Assert.Equal(0, (await place.DoAsync("verify")).Code);
    }

    [Fact]
    public async Task A_thousand_connections_at_once_are_each_answered_and_kept_with_their_sender()
    {
        await Isolated.RequireAsync();
        using var place = new Workplace();
        place.Write("p.py", """
            import resource, socket, sys
            resource.setrlimit(resource.RLIMIT_NOFILE, (4096, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
            address = socket.gethostbyname('many.example')
            made = [socket.socket() for i in range(1000)]
            for s in made: s.setblocking(False); s.connect_ex((address, 80))
            for i, s in enumerate(made): s.setblocking(True); s.settimeout(100); s.sendall(b'POST /%d HTTP/1.1\r\nHost: many.example\r\nContent-Length: 4\r\n\r\n%04d' % (i, i))
            answered = sum(s.recv(12) == b'HTTP/1.1 200' for s in made)
            print('ANSWERED {"count": %d}' % answered)
            """);

        var recorded = await Isolated.RecordAsync(place, null, ["-q", "--", "python3", "p.py"]);

        Assert.Equal(1000, recorded.Said("ANSWERED").GetProperty("count").GetInt32());
        Assert.Equal(0, recorded.Run.Code);
        Assert.Equal("0", recorded.End("senders_not_established"));
        var rows = await place.DoAsync("show", "exchanges", "--where", "kind = 'http'", "--format", "csv", "--columns", "path,process");
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"/{i}").Order(StringComparer.Ordinal), rows.Lines[1..].Select(r => r.Split(',')[0]).Order(StringComparer.Ordinal));
        Assert.All(rows.Lines[1..], r => Assert.StartsWith("python3", r.Split(',')[1], StringComparison.Ordinal));
    }

    /// <summary>What was answered before the kill is in the recording, and nothing that is there is half; as often as KLIKSPAAN_KILLS says.</summary>
    [Fact]
    public async Task Killed_at_any_moment_the_recorder_loses_nothing_that_it_acknowledged()
    {
        await Isolated.RequireAsync();
        var times = int.TryParse(Environment.GetEnvironmentVariable("KLIKSPAAN_KILLS"), out var asked) ? asked : 3;
        for (var time = 0; time < times; time++)
        {
            using var place = new Workplace();
            var mark = System.IO.Path.GetFileName(place.Folder);

            // The program itself writes down what it was answered, in its own folder, which it keeps.
            place.Write("p.py", """
                import http.client, threading
                done = open('answered', 'a', buffering=1)
                def send(n):
                    c = http.client.HTTPConnection('kill.example')
                    for i in range(100000):
                        c.request('POST', '/%d-%d' % (n, i), b'x' * (i % 50 * 997)); r = c.getresponse(); r.read()
                        if r.status == 200: done.write('/%d-%d\n' % (n, i))
                for n in range(3): threading.Thread(target=send, args=(n,)).start()
                """);
            var words = Isolated.Words(null, "record", "-q", "--", "python3", "p.py", mark);
            var delay = Random.Shared.Next(0, 900);

            await place.RunCommandAsync(words[0], words[1..], process => _ = Task.Run(async () =>
            {
                await Isolated.UntilAsync(() => File.Exists(place.Path("answered")) && new FileInfo(place.Path("answered")).Length > 0);
                await Task.Delay(delay);
                Isolated.Kill(Isolated.Children(process.Id).Single(), 9);
            }));

            Assert.True(await Isolated.UntilAsync(() => Isolated.Processes(mark).Count == 0), "a process of the program is left");
            var answered = File.ReadAllLines(place.Path("answered")).Where(l => l.Length > 0).ToHashSet();
            var next = await place.DoAsync("show", "exchanges", "--where", "kind = 'http'", "--format", "csv", "--columns", "path");
            var kept = next.Lines[1..].ToHashSet();
            Assert.True(answered.Count > 0, "nothing was answered");
            Assert.True(answered.IsSubsetOf(kept), $"after {delay} ms: answered and not kept: {string.Join(' ', answered.Except(kept).Take(5))}");
            Assert.InRange(kept.Count, answered.Count, answered.Count + 3);
        }
    }
}
