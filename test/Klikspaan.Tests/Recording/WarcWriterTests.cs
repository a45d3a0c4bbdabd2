using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using Klikspaan.Exporting;
using Klikspaan.Recording.Writing;

namespace Klikspaan.Tests.Recording;

public sealed class WarcWriterTests
{
    static readonly DateTimeOffset At = new(2026, 11, 23, 10, 11, 12, 345, TimeSpan.FromHours(2));

    [Fact]
    public void A_record_is_a_gzip_member_of_named_fields_block_and_two_line_ends()
    {
        using var place = new Workplace();
        var request = WarcRecord.Request(At, "https://host.example/p?q=1", Encode.Utf8("GET /p HTTP/1.1\r\n\r\n")) with
        {
            Id = "<urn:uuid:1>", IpAddress = "198.18.0.1", Fields = [("WARC-Protocol", "http/1.1"), ("WARC-Protocol", "tls/1.3")],
        };
        var text = Encoding.UTF8.GetString(Unpack(Write(place, w => w.Write(request))));

        var digest = Convert.ToHexStringLower(SHA256.HashData("GET /p HTTP/1.1\r\n\r\n"u8));
        Assert.Equal(
            "WARC/1.1\r\nWARC-Type: request\r\nWARC-Record-ID: <urn:uuid:1>\r\nWARC-Date: 2026-11-23T08:11:12.345Z\r\n"
            + "WARC-Target-URI: https://host.example/p?q=1\r\nWARC-IP-Address: 198.18.0.1\r\nWARC-Protocol: http/1.1\r\nWARC-Protocol: tls/1.3\r\n"
            + $"WARC-Block-Digest: sha256:{digest}\r\nContent-Type: application/http; msgtype=request\r\nContent-Length: 19\r\n\r\n"
            + "GET /p HTTP/1.1\r\n\r\n\r\n\r\n",
            text);
    }

    [Fact]
    public void Metadata_is_JSON_with_kind_and_time_first()
    {
        using var place = new Workplace();
        var record = WarcWriter.Metadata("dns", new JsonObject { ["name"] = "hóst", ["destination"] = null }, At, "<urn:uuid:1>", "<urn:uuid:2>");
        var text = Encoding.UTF8.GetString(Unpack(Write(place, w => w.Write(record))));

        Assert.Contains("WARC-Concurrent-To: <urn:uuid:1>\r\nWARC-Concurrent-To: <urn:uuid:2>\r\n", text, StringComparison.Ordinal);
        Assert.Contains("""{"kind":"dns","at":"2026-11-23T08:11:12.345Z","name":"h\u00F3st","destination":null}""", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_holds_line_ends_begins_no_field_of_its_own()
    {
        using var place = new Workplace();
        var record = WarcRecord.Request(At, "https://a\r\nWARC-Type: response\r\n\r\n <é😀\0>/", Array.Empty<byte>()) with { Fields = [("X", "1\r\nY: 2")] };
        var text = Encoding.UTF8.GetString(Unpack(Write(place, w => w.Write(record))));

        Assert.Contains("WARC-Target-URI: https://a%0D%0AWARC-Type:%20response%0D%0A%0D%0A%20%3C%C3%A9%F0%9F%98%80%00%3E/\r\n", text, StringComparison.Ordinal);
        Assert.Contains("\r\nX: 1%0D%0AY: 2\r\n", text, StringComparison.Ordinal);
    }

    [Property(MaxTest = 50)]
    public void Blocks_of_pieces_and_of_a_stream_are_written_whole(byte[] head, byte[] before, byte[] body, bool isLarge)
    {
        using var place = new Workplace();
        var large = isLarge ? [.. Enumerable.Repeat(body, 20_000).SelectMany(b => b)] : body;
        using var spool = new MemoryStream([.. before, .. large]) { Position = before.Length };
        var bytes = Unpack(Write(place, w => w.Write(WarcRecord.Resource(At, "tcp://h:1", new([head, head], spool, large.Length)))));

        byte[] expected = [.. head, .. head, .. large];
        var start = bytes.AsSpan().IndexOf("\r\n\r\n"u8) + 4;
        Assert.Equal([.. expected, .. "\r\n\r\n"u8], bytes[start..]);
        Assert.Contains($"sha256:{Convert.ToHexStringLower(SHA256.HashData(expected))}\r\n", Encoding.UTF8.GetString(bytes[..start]), StringComparison.Ordinal);
        Assert.Contains($"Content-Length: {expected.Length}\r\n", Encoding.UTF8.GetString(bytes[..start]), StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_of_many_threads_stand_whole_one_after_the_other()
    {
        using var place = new Workplace();
        var file = Write(place, w => Parallel.For(0, 200, i =>
        {
            // Every tenth is too large to be compressed outside the lock.
            var body = new byte[i % 10 == 0 ? 1_100_000 : 100];
            w.Write(WarcRecord.Request(At, $"http://h/{i}/a", body), WarcRecord.Resource(At, $"http://h/{i}/b", body));
        }));

        var uris = Encoding.UTF8.GetString(Unpack(file)).Split("\r\n").Where(l => l.StartsWith("WARC-Target-URI", StringComparison.Ordinal)).ToList();
        Assert.Equal(400, uris.Count);
        Assert.All(uris.Chunk(2), pair => Assert.Equal(pair[0][..^1], pair[1][..^1]));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(5 << 20)]
    public void A_group_that_cannot_be_written_is_cut_away_and_the_next_one_is_written(int before)
    {
        using var place = new Workplace();
        var random = new byte[before];
        RandomNumberGenerator.Fill(random);
        using var broken = new Broken(random);
        var file = Write(place, w =>
        {
            w.Write(WarcRecord.Resource(At, "urn:first", Encode.Utf8("1")));
            var length = w.Length;
            Assert.Throws<IOException>(() => w.Write(WarcRecord.Resource(At, "urn:whole", Encode.Utf8("2")), WarcRecord.Resource(At, "urn:broken", new([], broken, before + 1_000_000))));
            Assert.Equal(length, w.Length);
            Assert.Equal(length, new FileInfo(Path.Combine(place.Folder, "r.warc.gz")).Length);
            w.Write(WarcRecord.Resource(At, "urn:next", Encode.Utf8("3")));
        });

        var text = Encoding.UTF8.GetString(Unpack(file));
        Assert.Equal(["urn:first", "urn:next"], text.Split("\r\n").Where(l => l.StartsWith("WARC-Target-URI: ", StringComparison.Ordinal)).Select(l => l[17..]));
    }

    [Fact]
    public void A_full_disk_is_told_to_the_caller()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "there is no /dev/full here");
        using var file = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
        Assert.Throws<IOException>(() => new WarcWriter(file, Path.GetTempPath()).Write(WarcRecord.Info(At, "test")));
    }

    static string Write(Workplace place, Action<WarcWriter> write)
    {
        var path = Path.Combine(place.Folder, "r.warc.gz");
        using var file = WarcWriter.Create(path);
        write(new(file, place.Folder));
        return path;
    }

    static byte[] Unpack(string path)
    {
        using var unpacked = new MemoryStream();
        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    /// <summary>A spool that its disk no longer gives whole: readable when the digest is made, not afterwards.</summary>
    sealed class Broken(byte[] bytes) : MemoryStream([.. bytes, .. new byte[1_000_000]])
    {
        int passes;

        public override long Position
        {
            get => base.Position;
            set => (passes, base.Position) = (passes + 1, value);
        }

        public override int Read(byte[] buffer, int offset, int count) =>
            passes > 1 && Position >= bytes.Length ? throw new IOException("No data available") : base.Read(buffer, offset, count);
    }
}
