using System.Buffers.Binary;
using System.Numerics;

namespace Klikspaan.Classifying;

/// <summary>MurmurHash3 without a seed, as its author published it (github.com/aappleby/smhasher, in the public domain), its words most significant byte first, as digits are written.</summary>
static class Murmur3
{
    /// <summary>The variant of 128 bits for machines of 64 bits.</summary>
    public static void X64128(ReadOnlySpan<byte> value, Span<byte> digest)
    {
        const ulong C1 = 0x87c37b91114253d5, C2 = 0x4cf5ad432745937f;
        ulong h1 = 0, h2 = 0;
        var rest = value;
        for (; rest.Length >= 16; rest = rest[16..])
        {
            h1 ^= BitOperations.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(rest) * C1, 31) * C2;
            h1 = ((BitOperations.RotateLeft(h1, 27) + h2) * 5) + 0x52dce729;
            h2 ^= BitOperations.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(rest[8..]) * C2, 33) * C1;
            h2 = ((BitOperations.RotateLeft(h2, 31) + h1) * 5) + 0x38495ab5;
        }

        Span<byte> tail = stackalloc byte[16];
        tail.Clear();
        rest.CopyTo(tail);
        h2 ^= BitOperations.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(tail[8..]) * C2, 33) * C1;
        h1 ^= BitOperations.RotateLeft(BinaryPrimitives.ReadUInt64LittleEndian(tail) * C1, 31) * C2;
        h1 ^= (ulong)value.Length;
        h2 ^= (ulong)value.Length;
        h1 += h2;
        h2 += h1;
        h1 = Mix(h1);
        h2 = Mix(h2);
        h1 += h2;
        h2 += h1;
        BinaryPrimitives.WriteUInt64BigEndian(digest, h1);
        BinaryPrimitives.WriteUInt64BigEndian(digest[8..], h2);
    }

    /// <summary>The variant of 32 bits.</summary>
    public static void X8632(ReadOnlySpan<byte> value, Span<byte> digest)
    {
        const uint C1 = 0xcc9e2d51, C2 = 0x1b873593;
        uint h = 0;
        var rest = value;
        for (; rest.Length >= 4; rest = rest[4..])
        {
            h ^= BitOperations.RotateLeft(BinaryPrimitives.ReadUInt32LittleEndian(rest) * C1, 15) * C2;
            h = (BitOperations.RotateLeft(h, 13) * 5) + 0xe6546b64;
        }

        Span<byte> tail = stackalloc byte[4];
        tail.Clear();
        rest.CopyTo(tail);
        h ^= BitOperations.RotateLeft(BinaryPrimitives.ReadUInt32LittleEndian(tail) * C1, 15) * C2;
        h ^= (uint)value.Length;
        h = (h ^ (h >> 16)) * 0x85ebca6b;
        h = (h ^ (h >> 13)) * 0xc2b2ae35;
        h ^= h >> 16;
        BinaryPrimitives.WriteUInt32BigEndian(digest, h);
    }

    static ulong Mix(ulong k)
    {
        k = (k ^ (k >> 33)) * 0xff51afd7ed558ccd;
        k = (k ^ (k >> 33)) * 0xc4ceb9fe1a85ec53;
        return k ^ (k >> 33);
    }
}
