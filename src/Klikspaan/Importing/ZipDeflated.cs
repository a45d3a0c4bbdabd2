using System.IO.Compression;

namespace Klikspaan.Importing;

/// <summary>The bytes of a deflated file of a ZIP archive, in memory.</summary>
static class ZipDeflated
{
    const int OneByOne = 64;

    /// <summary>Decompresses bytes that are kept whole; null when they are no deflate that ends where they end.</summary>
    /// <param name="packed">The bytes.</param>
    /// <param name="most">How many bytes they may come to.</param>
    /// <param name="isTooLarge">Whether they come to more, of which the first are given.</param>
    public static byte[]? Inflate(ReadOnlyMemory<byte> packed, int most, out bool isTooLarge)
    {
        isTooLarge = false;
        using var tail = new GzipTail(packed, OneByOne);
        var bytes = new byte[Math.Min(most, Math.Max(4096, packed.Length * 4L))];
        var length = 0;
        try
        {
            using var deflate = new DeflateStream(tail, CompressionMode.Decompress);
            while (true)
            {
                if (length == bytes.Length)
                {
                    if (length == most)
                    {
                        isTooLarge = deflate.ReadByte() >= 0;
                        return isTooLarge || IsSound(tail, packed) ? bytes : null;
                    }

                    Array.Resize(ref bytes, (int)Math.Min(most, length * 2L));
                }

                var read = deflate.Read(bytes, length, bytes.Length - length);
                if (read == 0)
                {
                    break;
                }

                length += read;
            }
        }
        catch (InvalidDataException)
        {
            return null;
        }

        return IsSound(tail, packed) ? bytes[..length] : null;
    }

    /// <summary>What these bytes come to up to where they break off, and at most this many.</summary>
    public static byte[] Beginning(ReadOnlyMemory<byte> packed, int most)
    {
        var bytes = new byte[most];
        var length = 0;
        try
        {
            using var deflate = new DeflateStream(new GzipTail(packed, 0), CompressionMode.Decompress);
            while (length < most && deflate.Read(bytes, length, most - length) is > 0 and var read)
            {
                length += read;
            }
        }
        catch (InvalidDataException)
        {
            // Of a beginning no more is asked than what can be read of it.
        }

        return bytes[..length];
    }

    static bool IsSound(GzipTail tail, ReadOnlyMemory<byte> packed) => tail.Given == packed.Length && !tail.IsCut;
}
