using System.IO.Pipelines;
using Klikspaan.Recording.Receiving;
using Microsoft.AspNetCore.Connections;
using static Klikspaan.Tests.Recording.Framed;

namespace Klikspaan.Tests.Recording;

/// <summary>Many connections that each send little and hold much.</summary>
public sealed class HeldMemoryTests
{
    const int Together = 4 << 20;

    /// <summary>One field of 4 kB that later requests only point at, each 200 times: 240 bytes that stand for 800 kB.</summary>
    static readonly byte[] Pointing = Hpack.Frame(Http2Frame.Headers, 5, 1, [0x83, .. Hpack.Encode(('k', "a", new string('v', 4000))), .. Enumerable.Repeat((byte)0xBE, 200)]);

    [Fact]
    public void Fields_of_all_connections_together_are_bounded_and_what_comes_then_is_kept_as_it_is()
    {
        var space = new SpoolSpace(Path.GetTempPath()) { TotalHeld = Together };
        var framers = Enumerable.Range(0, 40).Select(_ => new Http2Framer(space)).ToList();
        foreach (var framer in framers)
        {
            framer.Append([.. FirstBytes.Preface, .. Hpack.Settings, .. Pointing]);
        }

        var (full, taken) = (framers.Count(f => f.IsFull), framers.Sum(f => f.Remaining().Count));
        Assert.InRange(space.HeldInUse, 0, (2 * Together) + (40 * (64 << 10)));
        Assert.InRange(full, 30, 39);
        Assert.All(framers.Where(f => f.IsFull), f => Assert.Equal($"all connections together hold more than {Together} bytes of heads and header fields", f.Unframed?.Reason));
        Assert.True(taken >= 40 - full, "what was framed is not taken back");
        framers.ForEach(f => f.Dispose());
        Assert.Equal(0, space.HeldInUse);
    }

    [Fact]
    public void Heads_that_are_only_half_sent_count_and_small_requests_still_get_through()
    {
        var space = new SpoolSpace(Path.GetTempPath()) { TotalHeld = Together };
        var framers = Enumerable.Range(0, 100).Select(_ => new Http1Framer(space)).ToList();
        var half = Octets("GET / HTTP/1.1\r\nX: " + new string('a', 60_000));
        framers.ForEach(f => f.Append(half));

        var full = framers.Where(f => f.IsFull).ToList();
        Assert.InRange(full.Count, 60, 99);
        Assert.All(full, f => Assert.Equal((half.Length, half.Length), (f.Unframed!.First.Length, (int)f.Unframed.Seen)));
        using var small = new Http1Framer(space);
        small.Append("GET /small HTTP/1.1\r\nHost: h\r\n\r\n"u8);
        using var request = small.TryTake(1);
        Assert.Equal("/small", request?.Target);
        framers.ForEach(f => f.Dispose());
    }

    [Fact]
    public async Task A_connection_for_which_there_is_no_memory_is_ended()
    {
        var pipe = new Pipe();
        using var framer = new Http1Framer(new(Path.GetTempPath()) { TotalHeld = 0 });
        var tee = new TeeingInput(pipe.Reader, framer);
        await pipe.Writer.WriteAsync(Octets("GET / HTTP/1.1\r\nX: " + new string('a', 60_000)), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<ConnectionAbortedException>(async () => await tee.ReadAsync(TestContext.Current.CancellationToken));
        Assert.True(framer.Unframed?.Seen > 60_000);
    }

    [Fact]
    public async Task The_recorder_stays_within_memory_whatever_connections_hold()
    {
        await Isolated.RequireAsync("nft");
        using var place = new Workplace();
        place.Write("p.py", """
            import socket, time
            def frame(kind, flags, stream, payload=b''): return len(payload).to_bytes(3, 'big') + bytes([kind, flags]) + stream.to_bytes(4, 'big') + payload
            first = b'\x83\x40\1a\x7f\xa1\x1e' + b'v' * 4000 + b'\xbe' * 235
            held = []
            for k in range(40):
                s = socket.create_connection(('10.4.0.%d' % (k + 1), 80), 20); held.append(s)
                try: s.sendall(b'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n' + frame(4, 0, 0) + b''.join(frame(1, 5, 1 + 2 * i, first if i == 0 else b'\x83' + b'\xbe' * 236) for i in range(16)))
                except OSError: pass
            for k in range(500):
                s = socket.create_connection(('10.5.%d.%d' % (k // 250, k % 250 + 1), 80), 20); held.append(s)
                try: s.sendall(b'GET / HTTP/1.1\r\nHost: e.example\r\nX: ' + b'a' * 60000)
                except OSError: pass
            time.sleep(2)
            """);

        // What is not in use any more is given back at once, so that what is measured is in use.
        string[] words = ["env", "DOTNET_GCConserveMemory=7", "DOTNET_GCgen0size=4000000", .. Isolated.Words(null, "record", "-q", "--", "python3", "p.py")];

        var (run, peak) = await Isolated.RunMeasuredAsync(place, words);
        var recorded = Isolated.ReadMetadata(place, run);

        Assert.InRange(peak, 50 << 10, 700 << 10);
        Assert.Equal("ended", recorded.End("reason"));
        var ports = recorded.Of("exchange").Concat(recorded.Of("not-http")).Select(e => e.GetProperty("destination").GetProperty("address").GetString()).Distinct();
        Assert.Equal(540, ports.Count());
    }
}
