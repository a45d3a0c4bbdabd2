using System.Buffers;
using System.Runtime.CompilerServices;

namespace Klikspaan.Importing;

/// <summary>
/// Reads what Burp Suite saves of items: one XML document with, of each, the request and its answer, in base64 or as they were
/// (the format is described in the document type declaration at the beginning of each file).
/// </summary>
public sealed class BurpReader : ICaptureReader
{
    const int BlockBytes = 1 << 18;

    /// <inheritdoc/>
    public string Format => "burp";

    /// <inheritdoc/>
    public string Extension => ".xml";

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head)
    {
        var text = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
        if (text.TrimStart(" \t\r\n"u8) is not [(byte)'<', ..])
        {
            return false;
        }

        var scanner = new BurpScanner(Limits.Default);
        scanner.Take(head, []);
        return scanner.StartsAsExport;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<CaptureEntry> SplitAsync(Stream stream, Limits limits, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(limits);
        var scanner = new BurpScanner(limits);
        var found = new List<CaptureEntry>();
        var block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            while (await stream.ReadAsync(block.AsMemory(0, BlockBytes), cancellation).ConfigureAwait(false) is > 0 and var read)
            {
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

        if (scanner.Fault() is { } fault)
        {
            yield return fault;
        }
    }

    /// <inheritdoc/>
    public Exchange? Read(CaptureEntry entry, string capture, ICollection<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(problems);
        return entry is BurpEntry item ? new BurpExchange(item, capture, problems).Read() : throw new ArgumentException("the entry is not of a Burp export", nameof(entry));
    }
}
