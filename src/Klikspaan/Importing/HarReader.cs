using System.Buffers;
using System.Runtime.CompilerServices;

namespace Klikspaan.Importing;

/// <summary>Reads HTTP Archives, versions 1.1 and 1.2, of any exporter (http://www.softwareishard.com/blog/har-12-spec/).</summary>
public sealed class HarReader : ICaptureReader
{
    const int BlockBytes = 1 << 18;

    /// <inheritdoc/>
    public string Format => "har";

    /// <inheritdoc/>
    public string Extension => ".har";

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head)
    {
        var text = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        text = text.TrimStart(" \t\r\n"u8);
        return text.Length > 0 && text[0] == '{' && text[1..].TrimStart(" \t\r\n"u8).StartsWith("\"log\""u8);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<CaptureEntry> SplitAsync(Stream stream, Limits limits, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var scanner = new HarScanner(limits);
        var found = new List<CaptureEntry>();
        var block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            while (true)
            {
                var read = await stream.ReadAsync(block.AsMemory(0, BlockBytes), cancellation).ConfigureAwait(false);
                if (read == 0 || (scanner.IsComplete && scanner.Frame.After(block.AsSpan(0, read), 0, scanner.Position)))
                {
                    break;
                }

                found.Clear();
                scanner.Take(block.AsSpan(0, read), found);
                foreach (var entry in found)
                {
                    yield return entry;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }

        if (!scanner.IsComplete)
        {
            yield return Cut(scanner);
        }
        else if (scanner.Frame.Fault() is { } fault)
        {
            yield return fault;
        }
    }

    /// <inheritdoc/>
    public Exchange? Read(CaptureEntry entry, string capture, ICollection<Problem> problems) => HarEntry.Read(entry, capture, problems);

    static CaptureEntry Cut(HarScanner scanner)
    {
        var isOpen = scanner.OpenAt >= 0;
        return new(
            isOpen ? scanner.OpenNumber : 0,
            isOpen ? scanner.OpenAt : scanner.Position,
            isOpen ? scanner.Position - scanner.OpenAt : 0,
            default,
            EntryKind.Broken,
            new("cut", isOpen ? "the rest of the entry" : "the end of the archive", "the end of the file"));
    }
}
