using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;

namespace Klikspaan.Classifying;

/// <summary>A digest under which a planted value can be sent. Any thread may use it.</summary>
sealed class DigestForm
{
    readonly Writer write;

    /// <summary>The digest of this name and length, as a method writes it.</summary>
    public DigestForm(string name, int length, Writer write) => (Name, Length, this.write) = (name, length, write);

    /// <summary>The digest whose workings these are: they are used again for each text, which for short ones is several times as fast as to begin anew.</summary>
    public DigestForm(string name, IDigest digest)
        : this(name, digest.GetDigestSize(), (text, result) => Write(digest, text, result))
    {
    }

    /// <summary>Writes the digest of a text.</summary>
    public delegate void Writer(ReadOnlySpan<byte> text, Span<byte> digest);

    /// <summary>SHA-224, which the platform has not.</summary>
    public static DigestForm Sha224 { get; } = new("sha224", new Sha224Digest());

    /// <summary>Its name in tables: a key of <see cref="WrittenForm.Digests"/>.</summary>
    public string Name { get; }

    /// <summary>How many bytes it has.</summary>
    public int Length { get; }

    /// <summary>Writes the digest of a text at the beginning of a room.</summary>
    public void Write(ReadOnlySpan<byte> text, Span<byte> room) => write(text, room[..Length]);

    /// <summary>The digest of a text.</summary>
    public byte[] Hash(byte[] text)
    {
        var digest = new byte[Length];
        write(text, digest);
        return digest;
    }

    static void Write(IDigest digest, ReadOnlySpan<byte> text, Span<byte> result)
    {
        lock (digest)
        {
            digest.BlockUpdate(text);
            digest.DoFinal(result);
        }
    }
}
