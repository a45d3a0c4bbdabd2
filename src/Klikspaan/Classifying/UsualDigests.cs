using System.Security.Cryptography;

namespace Klikspaan.Classifying;

/// <summary>A digest that programs commonly send, with the code that is keyed with it (RFC 2104).</summary>
/// <param name="Name">Its name in tables: a key of <see cref="WrittenForm.Digests"/>.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Hash">The digest.</param>
/// <param name="Keyed">The code of a text, the key first.</param>
sealed record UsualDigest(string Name, int Length, Func<byte[], byte[]> Hash, Func<byte[], byte[], byte[]> Keyed);

/// <summary>The digests that programs commonly send.</summary>
static class UsualDigests
{
#pragma warning disable CA5350, CA5351 // Weak digests are what software sends: they are made to be recognised in evidence, and protect nothing here.
    /// <summary>All of them.</summary>
    public static IReadOnlyList<UsualDigest> All { get; } =
    [
        new("md5", MD5.HashSizeInBytes, MD5.HashData, HMACMD5.HashData),
        new("sha1", SHA1.HashSizeInBytes, SHA1.HashData, HMACSHA1.HashData),
        new("sha256", SHA256.HashSizeInBytes, SHA256.HashData, HMACSHA256.HashData),
        new("sha384", SHA384.HashSizeInBytes, SHA384.HashData, HMACSHA384.HashData),
        new("sha512", SHA512.HashSizeInBytes, SHA512.HashData, HMACSHA512.HashData),
    ];
#pragma warning restore CA5350, CA5351

    /// <summary>Those that programs also take of each other's digits, and of text as it stands in memory.</summary>
    public static IReadOnlyList<UsualDigest> Nested { get; } = [.. All.Take(3)];
}
