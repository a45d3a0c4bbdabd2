using System.Buffers;

namespace Klikspaan.Decoding;

/// <summary>Runs a decompressing stream over bytes in memory, within bounds.</summary>
static class StreamTransform
{
    /// <summary>Decompresses <paramref name="source"/>; refuses output beyond the limit, broken and cut input.</summary>
    public static bool TryRun(
        ReadOnlySpan<byte> source, Limits limits, string name, Func<Stream, Stream> open, out byte[] decoded, out Failure failure)
    {
        decoded = [];
        var written = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Clamp(source.Length * 4, 4096, limits.LayerBytes + 1));
        try
        {
            using var input = new MemoryStream(source.ToArray(), writable: false);
            using var stream = open(input);
            while (true)
            {
                if (written > limits.LayerBytes)
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

            decoded = buffer.AsSpan(0, written).ToArray();
            failure = default;
            return true;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ZstdSharp.ZstdException)
        {
            failure = new(0, $"{name} (it broke off after {written} bytes of output)");
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    static byte[] Grow(byte[] buffer, Limits limits)
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(buffer.Length * 2L, limits.LayerBytes + 1L));
        if (larger.Length <= buffer.Length)
        {
            ArrayPool<byte>.Shared.Return(larger);
            larger = new byte[buffer.Length + 4096];
        }

        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
