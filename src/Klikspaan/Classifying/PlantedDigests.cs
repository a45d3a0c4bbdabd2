using Org.BouncyCastle.Crypto.Digests;

namespace Klikspaan.Classifying;

/// <summary>
/// The digests that are looked up, whole or cut to their first hexadecimal digits, as hexadecimal digits, base64 or bytes.
/// </summary>
sealed class PlantedDigests
{
    // Longest digest of which others are taken, in bytes.
    const int LongestNested = 32;

    // Those are taken of its bytes, and of its digits, small and large.
    const int Texts = 3;

    /// <summary>Those that programs commonly send: the first of <see cref="Single"/>, in the order of <see cref="UsualDigests"/>.</summary>
    readonly DigestForm[] usual = [new("md5", new MD5Digest()), new("sha1", new Sha1Digest()), new("sha256", new Sha256Digest()), new("sha384", new Sha384Digest()), new("sha512", new Sha512Digest())];

    /// <summary>Prepares them.</summary>
    public PlantedDigests()
    {
        Single =
        [
            .. usual,
            DigestForm.Sha224,
            new("sha3-224", new Sha3Digest(224)),
            new("sha3-256", new Sha3Digest(256)),
            new("sha3-384", new Sha3Digest(384)),
            new("sha3-512", new Sha3Digest(512)),
            new("keccak-256", new KeccakDigest(256)),
            new("blake2b-512", new Blake2bDigest(512)),
            new("blake2b-256", new Blake2bDigest(256)),
            new("blake2b-384", new Blake2bDigest(384)),
            new("blake2b-160", new Blake2bDigest(160)),
            new("blake2b-128", new Blake2bDigest(128)),
            new("blake2s-256", new Blake2sDigest(256)),
            new("blake2s-128", new Blake2sDigest(128)),
            new("blake3", new Blake3Digest(256)),
            new("ripemd160", new RipeMD160Digest()),
            new("murmur3-128", 16, Murmur3.X64128),
            new("murmur3-32", 4, Murmur3.X8632),
        ];
        All = [.. Single.Select(d => new DigestName(d.Name, "", d.Length)), .. usual.Take(NestedCount).SelectMany(inner => usual.SelectMany(outer => Enumerable.Repeat(new DigestName(outer.Name, inner.Name, outer.Length), Texts)))];
        Usual = [.. All.Take(NestedCount)];
        Length = All.Sum(d => d.Length);
    }

    /// <summary>Digests of the value itself.</summary>
    public IReadOnlyList<DigestForm> Single { get; }

    /// <summary>All digests of a value, in the order in which they are written.</summary>
    public IReadOnlyList<DigestName> All { get; }

    /// <summary>The digests that are usual, of text as it stands in memory; the first of <see cref="All"/>.</summary>
    public IReadOnlyList<DigestName> Usual { get; }

    /// <summary>How many digests of a value there are.</summary>
    public int Count => All.Count;

    /// <summary>How many bytes all digests of a value have.</summary>
    public int Length { get; }

    static int NestedCount => UsualDigests.Nested.Count;

    /// <summary>All digests of a value: of itself, and of the digits, small or large, or the bytes of a common digest of it.</summary>
    public IEnumerable<(string Name, string Of, byte[] Digest)> Of(byte[] value)
    {
        var digests = new byte[Length];
        Write(value, digests);
        var at = 0;
        foreach (var (name, of, length) in All)
        {
            yield return (name, of, digests[at..(at + length)]);
            at += length;
        }
    }

    /// <summary>Writes the digests of a value one after the other, as in <see cref="All"/>.</summary>
    public void Write(ReadOnlySpan<byte> value, Span<byte> digests)
    {
        var rest = digests;
        foreach (var form in Single)
        {
            rest = Append(form, value, rest);
        }

        Span<byte> small = stackalloc byte[2 * LongestNested];
        Span<byte> large = stackalloc byte[2 * LongestNested];
        foreach (var inner in usual.AsSpan(0, NestedCount))
        {
            var bytes = digests[..inner.Length];
            digests = digests[inner.Length..];
            if (!Convert.TryToHexStringLower(bytes, small, out var digits) || !Convert.TryToHexString(bytes, large, out _))
            {
                throw new InvalidOperationException($"{inner.Name} is longer than {LongestNested} bytes");
            }

            foreach (var outer in usual)
            {
                rest = Append(outer, bytes, rest);
                rest = Append(outer, small[..digits], rest);
                rest = Append(outer, large[..digits], rest);
            }
        }
    }

    /// <summary>Writes the digests of a text as it stands in memory one after the other, as in <see cref="Usual"/>.</summary>
    public void WriteUsual(ReadOnlySpan<byte> value, Span<byte> digests)
    {
        foreach (var form in usual.AsSpan(0, NestedCount))
        {
            digests = Append(form, value, digests);
        }
    }

    static Span<byte> Append(DigestForm form, scoped ReadOnlySpan<byte> text, Span<byte> room)
    {
        form.Write(text, room);
        return room[form.Length..];
    }
}
