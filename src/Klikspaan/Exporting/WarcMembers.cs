using System.IO.Compression;

namespace Klikspaan.Exporting;

/// <summary>Records as members of a compressed WARC file (ISO 28500:2017, annex D).</summary>
static class WarcMembers
{
    /// <summary>Writes records one after the other, one gzip member each.</summary>
    public static void Write(IReadOnlyList<WarcRecord> records, Stream to)
    {
        foreach (var record in records)
        {
            using var member = new GZipStream(to, CompressionLevel.Optimal, leaveOpen: true);
            member.Write(record.Head(record.Block.Digest()));
            record.Block.Each(part => member.Write(part));
            member.Write("\r\n\r\n"u8);
        }
    }
}
