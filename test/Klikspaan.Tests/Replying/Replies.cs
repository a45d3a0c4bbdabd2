using System.IO.Compression;
using System.Text;
using Klikspaan.Decoding;
using Klikspaan.Replying;
using Klikspaan.Store;

namespace Klikspaan.Tests.Replying;

/// <summary>Replies to requests for access, made up for tests, and what is read of them; each locator is followed on the way.</summary>
static class Replies
{
    /// <summary>The records of a reply, each as its fields and values, and what could not be read.</summary>
    public static (List<string> Records, ReplySink Sink, int Files) Read(byte[] reply, string name = "reply", ReplyLimits? limits = null)
    {
        List<string> records = [];
        var sink = new ReplySink(Facts.Capture, limits ?? ReplyLimits.Default, record =>
        {
            foreach (var value in record.Values)
            {
                Assert.True(Steps.TryFollow(reply.AsMemory((int)value.Offset, (int)value.Length), value.Steps, Limits.Default, out var found, out var failed), failed);
                Assert.Equal(value.Bytes.ToArray(), found.ToArray());
            }

            records.Add(string.Join(' ', record.Values.Select(v => $"{v.Field}={Encoding.UTF8.GetString(v.Bytes.Span)}")));
        });
        var reader = new ReplyReader(sink);
        reader.ReadAsync(new MemoryStream(reply), name, CancellationToken.None).GetAwaiter().GetResult();
        Assert.All(sink.Problems, p => Assert.True(p.Where.Offset >= 0 && p.Where.Offset + p.Where.Length <= reply.Length, p.ToString()));
        return (records, sink, reader.Files);
    }

    /// <summary>The records of a reply of text.</summary>
    public static List<string> Of(string reply, string name = "reply") => Read(Encoding.UTF8.GetBytes(reply), name).Records;

    /// <summary>A ZIP archive.</summary>
    public static byte[] Zip(params (string Name, byte[] Bytes)[] files) => Zip(CompressionLevel.Optimal, files);

    /// <summary>A ZIP archive.</summary>
    public static byte[] Zip(CompressionLevel level, params (string Name, byte[] Bytes)[] files)
    {
        var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in files)
            {
                using var stream = zip.CreateEntry(name, level).Open();
                stream.Write(bytes);
            }
        }

        return archive.ToArray();
    }
}
