using System.Net;
using System.Net.Sockets;
using Klikspaan.Recording;
using Klikspaan.Recording.Receiving;

namespace Klikspaan.Tests.Recording;

/// <summary>A program that opens more connections than the recorder has descriptors for.</summary>
public sealed class OpenFilesTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_more_connections_than_descriptors_nothing_goes_blind()
    {
        await Isolated.RequireAsync("nft");
        using var place = new Workplace();
        place.Write("p.py", """
            import json, os, socket, struct, time
            said = {}
            def get(path):
                try:
                    s = socket.create_connection(('10.77.0.1', 80), 20); s.settimeout(20)
                    s.sendall(b'GET /%s HTTP/1.1\r\nHost: h.example\r\nConnection: close\r\n\r\n' % path)
                    return s.recv(12).decode()
                except OSError as e: return repr(e)
            def look(name):
                q = struct.pack('>HHHHHH', 7, 0x100, 1, 0, 0, 0) + bytes([len(name)]) + name + b'\7example\0\0\1\0\1'
                try:
                    s = socket.create_connection(('127.0.0.53', 53), 5); s.settimeout(5)
                    s.sendall(struct.pack('>H', len(q)) + q)
                    return len(s.recv(600)) > 2
                except OSError as e: return repr(e)
            said['before'] = get(b'before')
            ready, kids = os.pipe(), []
            for k in range(4):
                if (p := os.fork()) == 0:
                    held = [socket.create_connection(('10.%d.%d.1' % (30 + k, i), 80), 20) for i in range(250)]
                    os.write(ready[1], b'x'); time.sleep(3); os._exit(0)
                kids.append(p)
            for k in kids: os.read(ready[0], 1)
            said['names'] = look(b'during')
            said['while'] = get(b'while')
            for p in kids: os.waitpid(p, 0)
            said['after'] = get(b'after')
            print('SAID ' + json.dumps(said), flush=True)
            """);

        var run = await place.RunCommandAsync("sh", ["-c", "ulimit -n 600; exec \"$@\"", "sh", .. Isolated.Words(null, "record", "-q", "--", "python3", "p.py")]);
        var recorded = Isolated.Read(place, run);

        var said = recorded.Said("SAID");
        Assert.Equal("True", said.GetProperty("names").ToString());
        Assert.All(["before", "while", "after"], when => Assert.Equal("HTTP/1.1 200", said.GetProperty(when).GetString()));
        Assert.Equal(3, recorded.Of("exchange").Count);
        Assert.Contains(recorded.Of("dns"), d => d.GetProperty("name").GetString() == "during.example");
        Assert.Equal(1000, recorded.Of("attempt").Count + recorded.Of("not-http").Count);
        Assert.Equal("ended", recorded.End("reason"));
    }

    [Fact]
    public async Task Connections_beyond_the_bound_wait_until_one_has_ended()
    {
        using var room = new SemaphoreSlim(2);
        await using var listener = await new SocketListeners(room).BindAsync(new IPEndPoint(IPAddress.Loopback, 0), Cancellation);
        using var clients = new Disposables();
        for (var i = 0; i < 3; i++)
        {
            var client = clients.Add(new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
            await client.ConnectAsync(listener.EndPoint, Cancellation);
        }

        var first = await listener.AcceptAsync(Cancellation);
        await using var second = await listener.AcceptAsync(Cancellation);
        var third = listener.AcceptAsync(Cancellation).AsTask();
        await Task.Delay(100, Cancellation);
        Assert.False(third.IsCompleted);

        await first!.DisposeAsync();
        await first.DisposeAsync();

        await using var accepted = await third.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        var fourth = listener.AcceptAsync(Cancellation).AsTask();
        Assert.NotNull(accepted);
        Assert.False(fourth.IsCompleted);
        await listener.UnbindAsync(Cancellation);
        Assert.Null(await fourth.WaitAsync(TimeSpan.FromSeconds(10), Cancellation));
    }

    [Fact]
    public void A_request_for_which_there_is_no_descriptor_is_lost_and_says_so()
    {
        var space = new SpoolSpace(Path.GetTempPath()) { RequestMemory = 1, TotalFiles = 1 };
        using (var first = new RequestSpool(space))
        {
            first.Write("on disk"u8);
            using var second = new RequestSpool(space);
            second.Write("no room"u8);
            Assert.Equal((7, false, 7, true), (first.Length, first.IsLost, second.Dropped, second.IsLost));
        }

        using var third = new RequestSpool(space);
        third.Write("on disk"u8);
        Assert.False(third.IsLost);
    }

    [Fact]
    public async Task What_fails_while_a_program_is_recorded_is_told()
    {
        var told = new List<string>();

        await Watched.FailAsync(Task.CompletedTask, "nothing", told.Add);
        await Watched.FailAsync(Task.FromException(new IOException("the socket is gone")), "names are not seen", told.Add);

        Assert.Equal(["names are not seen: the socket is gone"], told);
    }

    sealed class Disposables : IDisposable
    {
        readonly List<IDisposable> all = [];

        public T Add<T>(T one)
            where T : IDisposable
        {
            all.Add(one);
            return one;
        }

        public void Dispose() => all.ForEach(d => d.Dispose());
    }
}
