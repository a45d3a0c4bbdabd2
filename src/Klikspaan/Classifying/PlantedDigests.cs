using System.Text;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;

namespace Klikspaan.Classifying;

/// <summary>A digest under which a planted value can be sent.</summary>
/// <param name="Name">Its name in tables: a key of <see cref="WrittenForm.Digests"/>.</param>
/// <param name="Hash">The digest.</param>
sealed record DigestForm(string Name, Func<byte[], byte[]> Hash);

/// <summary>
/// The digests that are looked up, whole or cut to their first hexadecimal digits, as hexadecimal digits, base64 or bytes. Its workings are used again for each value, so one thread at a time may ask.
/// </summary>
sealed class PlantedDigests
{
    /// <summary>Digests of the value itself.</summary>
    public IReadOnlyList<DigestForm> Single { get; } =
    [
        .. UsualDigests.All.Select(d => new DigestForm(d.Name, d.Hash)),
        With("sha224", new Sha224Digest()),
        With("sha3-224", new Sha3Digest(224)),
        With("sha3-256", new Sha3Digest(256)),
        With("sha3-384", new Sha3Digest(384)),
        With("sha3-512", new Sha3Digest(512)),
        With("keccak-256", new KeccakDigest(256)),
        With("blake2b-512", new Blake2bDigest(512)),
        With("blake2b-256", new Blake2bDigest(256)),
        With("blake2b-384", new Blake2bDigest(384)),
        With("blake2b-160", new Blake2bDigest(160)),
        With("blake2b-128", new Blake2bDigest(128)),
        With("blake2s-256", new Blake2sDigest(256)),
        With("blake2s-128", new Blake2sDigest(128)),
        With("blake3", new Blake3Digest(256)),
        With("ripemd160", new RipeMD160Digest()),
        new("murmur3-128", v => Murmur3.X64128(v)),
        new("murmur3-32", v => Murmur3.X8632(v)),
    ];

    /// <summary>How many digests of a value there are.</summary>
    public int Count => Single.Count + (3 * UsualDigests.Nested.Count * UsualDigests.All.Count);

    /// <summary>All digests of a value: of itself, and of the digits, small or large, or the bytes of a common digest of it.</summary>
    public IEnumerable<(string Name, string Of, byte[] Digest)> Of(byte[] value)
    {
        foreach (var form in Single)
        {
            yield return (form.Name, "", form.Hash(value));
        }

        foreach (var inner in UsualDigests.Nested)
        {
            var digest = inner.Hash(value);
            byte[][] texts = [digest, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(digest)), Encoding.ASCII.GetBytes(Convert.ToHexString(digest))];
            foreach (var outer in UsualDigests.All)
            {
                foreach (var text in texts)
                {
                    yield return (outer.Name, inner.Name, outer.Hash(text));
                }
            }
        }
    }

    /// <summary>The digests that are usual, of text as it stands in memory.</summary>
    public static IEnumerable<(string Name, string Of, byte[] Digest)> Usual(byte[] value) => UsualDigests.Nested.Select(c => (c.Name, "", c.Hash(value)));

    static DigestForm With(string name, IDigest digest) => new(name, value =>
    {
        var result = new byte[digest.GetDigestSize()];
        digest.BlockUpdate(value, 0, value.Length);
        digest.DoFinal(result, 0);
        return result;
    });
}
