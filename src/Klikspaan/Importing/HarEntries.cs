using System.Buffers;
using System.Runtime.CompilerServices;

namespace Klikspaan.Importing;

/// <summary>The entries of a capture that is JSON, in the order of the file, then what is wrong around them.</summary>
static class HarEntries
{
    const int BlockBytes = 1 << 18;

    /// <summary>Cuts a file into its entries, block by block.</summary>
    public static async IAsyncEnumerable<CaptureEntry> ReadAsync(Stream stream, Limits limits, HarPlan plan, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var scanner = new HarScanner(limits, plan);
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
            yield return Cut(scanner, plan);
        }
        else if (scanner.Frame.Fault() is { } fault)
        {
            yield return fault;
        }
    }

    static CaptureEntry Cut(HarScanner scanner, HarPlan plan)
    {
        var isOpen = scanner.OpenAt >= 0;
        return new(
            isOpen ? scanner.OpenNumber : 0,
            isOpen ? scanner.OpenAt : scanner.Position,
            isOpen ? scanner.Position - scanner.OpenAt : 0,
            default,
            EntryKind.Broken,
            new("cut", isOpen ? "the rest of the entry" : $"the end of the {plan.Whole}", "the end of the file"));
    }
}
