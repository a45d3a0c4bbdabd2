using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Klikspaan.Recording.Trusting;

/// <summary>Answers for every host in one recording; its key is never written down, and it ends after a week.</summary>
sealed class CertificateAuthority : IDisposable
{
    /// <summary>How many certificates are kept; a program that asks for more names gets new ones, and the oldest are forgotten.</summary>
    public const int MostLeaves = 4096;

    static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);
    readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    readonly ECDsa leafKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    readonly X509Certificate2 authority;
    readonly Dictionary<string, SslStreamCertificateContext> leaves = new(StringComparer.Ordinal);
    readonly Queue<string> order = new();
    readonly Lock gate = new();
    readonly DateTimeOffset start;

    /// <summary>Makes an authority of its own for this recording.</summary>
    public CertificateAuthority(TimeProvider clock)
    {
        // A day earlier: the clock of the program may be behind.
        start = clock.GetUtcNow().AddDays(-1);
        var name = new X500DistinguishedNameBuilder();
        name.AddOrganizationName("Klikspaan recording");
        name.AddCommonName($"Klikspaan recording {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}");
        var request = new CertificateRequest(name.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        authority = request.CreateSelfSigned(start, start + Lifetime);
    }

    /// <summary>The certificate of the authority, without its key.</summary>
    public X509Certificate2 Certificate => X509CertificateLoader.LoadCertificate(authority.RawDataMemory.Span);

    /// <summary>The certificate of the authority as PEM.</summary>
    public string Pem => authority.ExportCertificatePem() + "\n";

    /// <summary>How many certificates are kept now.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return leaves.Count;
            }
        }
    }

    /// <summary>The certificate for a name or an address; any text gets one, whatever the program sent.</summary>
    public SslStreamCertificateContext LeafFor(string hostOrAddress) => LeafFor(LeafSubject.Of(hostOrAddress));

    /// <summary>
    /// The certificate for a connection without a name in the handshake, to an address that was looked up as <paramref name="name"/>;
    /// null when it was not. The program may check either.
    /// </summary>
    public SslStreamCertificateContext LeafFor(IPAddress address, string? name) => LeafFor(LeafSubject.Of(address, name));

    SslStreamCertificateContext LeafFor(LeafSubject subject)
    {
        lock (gate)
        {
            if (leaves.TryGetValue(subject.Key, out var known))
            {
                return known;
            }

            if (leaves.Count == MostLeaves)
            {
                leaves.Remove(order.Dequeue());
            }

            order.Enqueue(subject.Key);
            return leaves[subject.Key] = SslStreamCertificateContext.Create(Leaf(subject), [authority], offline: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        authority.Dispose();
        key.Dispose();
        leafKey.Dispose();
    }

    X509Certificate2 Leaf(LeafSubject subject)
    {
        var request = new CertificateRequest(subject.Subject(), leafKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(subject.AlternativeNames());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false)); // serverAuth
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x7F) | 0x40); // Positive, and of full length (RFC 5280, 4.1.2.2).
        using var signed = request.Create(authority, start, start + Lifetime, serial);
        return signed.CopyWithPrivateKey(leafKey);
    }
}
