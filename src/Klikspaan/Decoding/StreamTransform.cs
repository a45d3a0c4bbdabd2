using System.Buffers;

namespace Klikspaan.Decoding;

/// <summary>Runs a decompressing stream over bytes in memory, within bounds.</summary>
static class StreamTransform
{
    // A pool keeps what it lent, so it lends nothing large.
    const int LargestPooled = 1 << 20;

    /// <summary>
    /// Decompresses <paramref name="source"/>; refuses output beyond the limit, broken and cut input, and bytes after its end.
    /// A format that allows several parts gets a <paramref name="mark"/>: one more part, which holds a full stop and comes
    /// out only when all before it was whole; or an empty one, where the stream itself refuses cut input.
    /// </summary>
    public static bool TryRun(
        ReadOnlySpan<byte> source, Limits limits, string name, Func<Stream, Stream> open, out byte[] decoded, out Failure failure, byte[]? mark = null)
    {
        decoded = [];
        var written = 0;
        var added = mark is { Length: > 0 } ? 1 : 0;
        var buffer = ArrayPool<byte>.Shared.Rent(Size(source.Length * 4L, limits));
        var length = source.Length + (mark?.Length ?? 0);
        var compressed = length <= LargestPooled ? ArrayPool<byte>.Shared.Rent(length) : new byte[length];
        source.CopyTo(compressed);
        mark?.CopyTo(compressed, source.Length);
        try
        {
            using var input = new CompressedInput(compressed.AsMemory(0, length), endsItself: mark is null);
            using var stream = open(input);
            while (true)
            {
                if (written - added > limits.LayerBytes)
                {
                    failure = new(0, $"{name} of at most {limits.LayerBytes} bytes");
                    return false;
                }

                if (written == buffer.Length)
                {
                    buffer = Grow(buffer, limits);
                }

                var read = stream.Read(buffer.AsSpan(written));
                if (read == 0)
                {
                    break;
                }

                written += read;
            }

            if (!input.IsUsedUp || source.IsEmpty || !buffer.AsSpan(0, written).EndsWith("."u8[..added]))
            {
                failure = new(0, $"{name} (it broke off after {written} bytes of output, or more follows its end)");
                return false;
            }

            decoded = buffer.AsSpan(0, written - added).ToArray();
            failure = default;
            return true;
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException or IOException or ZstdSharp.ZstdException)
        {
            // A brotli stream says "invalid operation" of invalid data.
            failure = new(0, $"{name} (it broke off after {written} bytes of output)");
            return false;
        }
        finally
        {
            if (length <= LargestPooled)
            {
                ArrayPool<byte>.Shared.Return(compressed);
            }

            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    static byte[] Grow(byte[] buffer, Limits limits)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Size(buffer.Length * 2L, limits));
        if (larger.Length <= buffer.Length)
        {
            ArrayPool<byte>.Shared.Return(larger);
            larger = new byte[buffer.Length + 4096];
        }

        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    /// <summary>One byte more than the limit, and the mark, are enough to see that it was passed.</summary>
    static int Size(long wanted, Limits limits) => (int)Math.Min(Math.Max(wanted, 4096), Math.Min(limits.LayerBytes + 2L, Array.MaxLength));
}
