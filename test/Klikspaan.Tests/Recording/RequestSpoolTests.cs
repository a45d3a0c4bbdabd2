using Klikspaan.Recording.Receiving;

namespace Klikspaan.Tests.Recording;

public sealed class RequestSpoolTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("klikspaan-spool-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_large_request_lies_on_disk_for_nobody_else_to_read_and_is_gone_afterwards()
    {
        var space = new SpoolSpace(folder);
        using (var spool = new RequestSpool(space))
        {
            var piece = new byte[300_000];
            for (var turn = 0; turn < 10; turn++)
            {
                Array.Fill(piece, (byte)turn);
                spool.Write(piece);
                Assert.Equal(turn < 3 ? 0 : 1, Directory.GetFiles(folder).Length);
            }

            var file = Assert.Single(Directory.GetFiles(folder));
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }

            Assert.Equal(0, space.MemoryInUse);
            Assert.Equal(Enumerable.Range(0, 10).SelectMany(t => Enumerable.Repeat((byte)t, 300_000)), Read(spool));
            Assert.Equal(Read(spool), Read(spool));
        }

        Assert.Empty(Directory.GetFiles(folder));
    }

    [Fact]
    public void A_small_request_stays_in_memory_and_gives_it_back()
    {
        var space = new SpoolSpace(folder);
        using (var spool = new RequestSpool(space))
        {
            spool.Write("ab"u8);
            spool.Write("c"u8);

            Assert.Equal("abc"u8.ToArray(), Read(spool));
            Assert.InRange(space.MemoryInUse, 3, 1024);
            Assert.Empty(Directory.GetFiles(folder));
        }

        Assert.Equal(0, space.MemoryInUse);
    }

    [Fact]
    public void When_memory_is_used_up_small_requests_go_to_disk_too()
    {
        var space = new SpoolSpace(folder) { TotalMemory = 1000 };
        using var first = new RequestSpool(space);
        using var second = new RequestSpool(space);
        first.Write("first"u8);
        second.Write("second"u8);

        Assert.Single(Directory.GetFiles(folder));
        Assert.Equal("first"u8.ToArray(), Read(first));
        Assert.Equal("second"u8.ToArray(), Read(second));
    }

    [Fact]
    public void What_is_more_than_allowed_is_counted()
    {
        using var spool = new RequestSpool(new SpoolSpace(folder) { RequestMemory = 10, RequestBytes = 25 });
        spool.Write(new byte[20]);
        Assert.Null(spool.DroppedBecause);
        spool.Write(new byte[20]);
        spool.Write(new byte[20]);

        Assert.Equal((25, 35, "more than 25 bytes"), (spool.Length, spool.Dropped, spool.DroppedBecause));
        Assert.Equal(25, Read(spool).Length);
    }

    [Fact]
    public void A_disk_that_takes_nothing_costs_what_does_not_fit_in_memory()
    {
        using var spool = new RequestSpool(new SpoolSpace(Path.Combine(folder, "missing")) { RequestMemory = 10 });
        spool.Write("12345678"u8);
        spool.Write("9abcdef"u8);
        spool.Write("g"u8);

        Assert.Equal((8, 8, "the disk did not take it"), (spool.Length, spool.Dropped, spool.DroppedBecause));
        Assert.Equal("12345678"u8.ToArray(), Read(spool));
    }

    [Fact]
    public void A_framed_request_says_what_was_dropped()
    {
        using var framer = new Http1Framer(new SpoolSpace(folder) { RequestBytes = 50 });
        framer.Append("POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\n"u8);
        framer.Append(new byte[100]);

        using var request = framer.TryTake(1);
        Assert.False(request!.IsComplete);
        Assert.Equal(("more than 50 bytes", 50, 90), (request.Incomplete, request.Length, request.BytesDropped));
    }

    static byte[] Read(RequestSpool spool)
    {
        using var copy = new MemoryStream();
        using var stream = spool.Open();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
