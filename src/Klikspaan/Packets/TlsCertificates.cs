using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Klikspaan.Packets;

/// <summary>Certificates that a server sent in clear, as it does before version 1.3 of TLS (RFC 5246 section 7.4.2).</summary>
static class TlsCertificates
{
    const byte Kind = 11;
    const int Head = 4, Longest = 200;

    /// <summary>The name that the server's own certificate is of; empty when there is none that can be read.</summary>
    public static string Name(TlsHandshake server)
    {
        var message = server.Message(Kind, out _);
        var at = Head + 3;
        if (message.Length < at + 3)
        {
            return "";
        }

        var length = (message[at] << 16) | (message[at + 1] << 8) | message[at + 2];
        return length <= message.Length - at - 3 ? Name(message.Slice(at + 3, length)) : "";
    }

    static string Name(ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(bytes);
            var name = certificate.GetNameInfo(X509NameType.DnsName, forIssuer: false);
            return name.Length <= Longest ? name : "";
        }
        catch (CryptographicException)
        {
            return "";
        }
    }
}
