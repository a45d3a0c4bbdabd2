using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Klikspaan.Recording.Trusting;

/// <summary>
/// A trust store as Java reads it: in its first format (JKS), which every Java since 1.2 knows by its first bytes.
/// PKCS#12 would need a package for no gain: the runtime writes it without the attribute by which Java knows whom to trust.
/// </summary>
static class JavaTrustStore
{
    /// <summary>The password that Java's own trust store has; nothing in it is secret.</summary>
    public const string Password = "changeit";

    /// <summary>A store with this certificate.</summary>
    public static byte[] Write(X509Certificate2 authority)
    {
        var store = new List<byte>();
        Number(store, 0xFEEDFEED);
        Number(store, 2); // version
        Number(store, 1); // entries
        Number(store, 2); // a certificate that is trusted
        Text(store, "klikspaan");
        store.AddRange(new byte[8]); // when it was added
        Text(store, "X.509");
        Number(store, (uint)authority.RawDataMemory.Length);
        store.AddRange(authority.RawDataMemory.Span);
#pragma warning disable CA5350 // The format asks for it.
        return [.. store, .. SHA1.HashData([.. Encoding.BigEndianUnicode.GetBytes(Password), .. "Mighty Aphrodite"u8, .. store])];
#pragma warning restore CA5350
    }

    static void Number(List<byte> store, uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        store.AddRange(bytes);
    }

    static void Text(List<byte> store, string ascii) => store.AddRange([0, (byte)ascii.Length, .. Encoding.ASCII.GetBytes(ascii)]);
}
