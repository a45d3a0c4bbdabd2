using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace Klikspaan.Importing;

/// <summary>
/// Reads WARC files (ISO 28500:2017), compressed record by record or not compressed: recordings of our own, and those of
/// any other program, of which only the requests are read.
/// </summary>
public sealed class WarcReader : ICaptureReader
{
    /// <inheritdoc/>
    public string Format => "warc";

    /// <inheritdoc/>
    public string Extension => ".warc.gz";

    /// <inheritdoc/>
    public string ExtensionFor(ReadOnlySpan<byte> head) => head.StartsWith("WARC"u8) ? ".warc" : Extension;

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head)
    {
        if (head.Length < 18 || head[0] != 0x1F || head[1] != 0x8B)
        {
            return head.StartsWith("WARC/1."u8);
        }

        var start = new byte[7];
        try
        {
            using var gzip = new GZipStream(new MemoryStream(head.ToArray()), CompressionMode.Decompress);
            return gzip.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.AsSpan().SequenceEqual("WARC/1."u8);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<CaptureEntry> SplitAsync(Stream stream, Limits limits, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(limits);
        var groups = new WarcGroups(limits);
        var (end, wasCut) = (0L, false);
        await foreach (var record in new WarcRecords(stream, limits).ReadAsync(cancellation).ConfigureAwait(false))
        {
            (end, wasCut) = (record.Offset + record.Length, record.Fault is { Kind: "cut" });
            foreach (var entry in groups.Take(record))
            {
                yield return entry;
            }
        }

        foreach (var entry in groups.Finish(end, wasCut))
        {
            yield return entry;
        }
    }

    /// <inheritdoc/>
    public Exchange? Read(CaptureEntry entry, string capture, ICollection<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(problems);
        return entry is WarcEntry records ? new WarcExchange(records, capture, problems).Read() : throw new ArgumentException("the entry is not of a WARC file", nameof(entry));
    }
}
