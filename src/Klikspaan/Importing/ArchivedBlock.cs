using System.IO.Compression;
using System.Security.Cryptography;

namespace Klikspaan.Importing;

/// <summary>The block of a record that was kept: its bytes, verified.</summary>
static class ArchivedBlock
{
    const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The block; null when the bytes of the record are not those that were compressed.</summary>
    public static ReadOnlyMemory<byte>? Read(ArchivedRecord record)
    {
        var head = record.Head!;
        var bytes = record.IsGzip ? Inflate(record) : record.Bytes;
        return bytes is { } whole && whole.Length >= head.Length + head.BlockLength ? whole.Slice(head.Length, (int)head.BlockLength) : null;
    }

    /// <summary>Whether the block is not the one of which the record holds the digest; other digests than SHA-256 are not verified.</summary>
    public static bool IsOther(WarcHead head, ReadOnlySpan<byte> block)
    {
        if (!head.Digest.StartsWith("sha256:", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var digest = SHA256.HashData(block);
        var found = head.Digest["sha256:".Length..].TrimEnd('=');
        return !found.Equals(Convert.ToHexString(digest), StringComparison.OrdinalIgnoreCase) && !found.Equals(Base32(digest), StringComparison.OrdinalIgnoreCase);
    }

    static ReadOnlyMemory<byte>? Inflate(ArchivedRecord record)
    {
        var bytes = new byte[record.Inflated];
        try
        {
            using var gzip = new GZipStream(new MemoryStream(record.Bytes.ToArray()), CompressionMode.Decompress);
            return gzip.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length && gzip.ReadByte() < 0 ? bytes : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    static string Base32(ReadOnlySpan<byte> bytes)
    {
        var text = new char[((bytes.Length * 8) + 4) / 5];
        for (var i = 0; i < text.Length; i++)
        {
            var value = 0;
            for (var bit = i * 5; bit < (i * 5) + 5; bit++)
            {
                value = (value << 1) | (bit / 8 < bytes.Length ? (bytes[bit / 8] >> (7 - (bit % 8))) & 1 : 0);
            }

            text[i] = Alphabet[value];
        }

        return new(text);
    }
}
