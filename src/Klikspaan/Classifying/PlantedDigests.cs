using System.Security.Cryptography;
using System.Text;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;

namespace Klikspaan.Classifying;

/// <summary>A digest under which a planted value can be sent.</summary>
/// <param name="Name">Its name in tables: a key of <see cref="WrittenForm.Digests"/>.</param>
/// <param name="Hash">The digest.</param>
sealed record DigestForm(string Name, Func<byte[], byte[]> Hash);

/// <summary>The digests that are looked up, whole or cut to their first hexadecimal digits, as hexadecimal digits, base64 or bytes.</summary>
static class PlantedDigests
{
#pragma warning disable CA5350, CA5351 // Weak digests are what software sends; they protect nothing here.
    /// <summary>Digests that programs also take of each other's digits or bytes.</summary>
    static readonly DigestForm[] Common = [new("md5", MD5.HashData), new("sha1", SHA1.HashData), new("sha256", SHA256.HashData)];
#pragma warning restore CA5350, CA5351

    static readonly Func<byte[], byte[]>[] Inner = [b => b, b => Encoding.ASCII.GetBytes(Convert.ToHexStringLower(b))];

    /// <summary>Digests of the value itself.</summary>
    public static IReadOnlyList<DigestForm> Single { get; } =
    [
        .. Common,
        new("sha224", v => Of(new Sha224Digest(), v)),
        new("sha384", SHA384.HashData),
        new("sha512", SHA512.HashData),
        new("sha3-256", v => Of(new Sha3Digest(256), v)),
        new("sha3-384", v => Of(new Sha3Digest(384), v)),
        new("sha3-512", v => Of(new Sha3Digest(512), v)),
        new("keccak-256", v => Of(new KeccakDigest(256), v)),
        new("blake2b-512", v => Of(new Blake2bDigest(512), v)),
        new("blake2b-256", v => Of(new Blake2bDigest(256), v)),
        new("blake2s-256", v => Of(new Blake2sDigest(256), v)),
        new("blake3", v => Of(new Blake3Digest(256), v)),
        new("ripemd160", v => Of(new RipeMD160Digest(), v)),
        new("murmur3-128", v => Murmur3.X64128(v)),
        new("murmur3-32", v => Murmur3.X8632(v)),
    ];

    /// <summary>All digests of a value: of itself, and of the lower-case digits or the bytes of a common digest of it.</summary>
    public static IEnumerable<(string Name, byte[] Digest)> Of(byte[] value)
    {
        foreach (var form in Single)
        {
            yield return (form.Name, form.Hash(value));
        }

        foreach (var inner in Common)
        {
            var digest = inner.Hash(value);
            foreach (var outer in Common)
            {
                foreach (var written in Inner)
                {
                    yield return (WrittenForm.Nested(outer.Name, inner.Name), outer.Hash(written(digest)));
                }
            }
        }
    }

    static byte[] Of(IDigest digest, byte[] value)
    {
        var result = new byte[digest.GetDigestSize()];
        digest.BlockUpdate(value, 0, value.Length);
        digest.DoFinal(result, 0);
        return result;
    }
}
