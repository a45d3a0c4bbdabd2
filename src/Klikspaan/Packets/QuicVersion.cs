using System.Security.Cryptography;
using System.Text;

namespace Klikspaan.Packets;

/// <summary>A version of QUIC, as far as its first packets differ from those of the others.</summary>
/// <param name="Number">Its number on the wire.</param>
/// <param name="InitialType">The type bits of a first packet.</param>
/// <param name="Salt">What the first keys are made with.</param>
/// <param name="Label">What the labels of its keys begin with.</param>
sealed record QuicVersion(uint Number, int InitialType, byte[] Salt, string Label)
{
    /// <summary>Version 1 (RFC 9001 section 5.2), version 2 (RFC 9369 section 3.3), and the last draft that was in wide use.</summary>
    static readonly QuicVersion[] Known =
    [
        new(1, 0, Convert.FromHexString("38762cf7f55934b34d179ae6a4c80cadccbb7f0a"), "quic "),
        new(0x6B3343CF, 1, Convert.FromHexString("0dede3def700a6db819381be6e269dcbf9bd2ed9"), "quicv2 "),
        new(0xFF00001D, 0, Convert.FromHexString("afbfec289993d24c9e9786f19c6111e04390a899"), "quic "),
    ];

    /// <summary>Finds a version; null when it is not known.</summary>
    public static QuicVersion? Find(uint number) => Array.Find(Known, v => v.Number == number);

    /// <summary>The keys with which a client protects its first packets: anybody who sees them can make these.</summary>
    public (byte[] Key, byte[] Nonce, byte[] Head) Keys(ReadOnlySpan<byte> connection)
    {
        var secret = Expand(HKDF.Extract(HashAlgorithmName.SHA256, connection.ToArray(), Salt), "client in", 32);
        return (Expand(secret, Label + "key", 16), Expand(secret, Label + "iv", 12), Expand(secret, Label + "hp", 16));
    }

    /// <summary>HKDF-Expand-Label (RFC 8446 section 7.1) without a context.</summary>
    static byte[] Expand(byte[] secret, string label, int length) =>
        HKDF.Expand(HashAlgorithmName.SHA256, secret, length, [0, (byte)length, (byte)("tls13 ".Length + label.Length), .. Encoding.ASCII.GetBytes("tls13 " + label), 0]);
}
