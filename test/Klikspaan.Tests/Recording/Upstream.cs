using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Klikspaan.Tests.Recording;

/// <summary>A real server on the loopback, with a certificate of its own making: what requests are passed on to.</summary>
sealed class Upstream : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly X509Certificate2 certificate;
    readonly List<string> requests = [];
    readonly Task accepting;

    public Upstream()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public string Uri => $"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}";

    /// <summary>What makes a client trust it.</summary>
    public string Pem => certificate.ExportCertificatePem() + "\n";

    /// <summary>The heads that came in.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (requests)
            {
                return [.. requests];
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        certificate.Dispose();
    }

    async Task AcceptAsync()
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync();
            try
            {
                await using var tls = new SslStream(client.GetStream());
                await tls.AuthenticateAsServerAsync(certificate);
                var buffer = new byte[64 << 10];
                var length = await tls.ReadAsync(buffer);
                var text = Encoding.Latin1.GetString(buffer, 0, length);
                while (!text.Contains("\r\n\r\n", StringComparison.Ordinal) || !text.EndsWith("end", StringComparison.Ordinal))
                {
                    length = await tls.ReadAsync(buffer);
                    if (length == 0)
                    {
                        break;
                    }

                    text += Encoding.Latin1.GetString(buffer, 0, length);
                }

                if (text.Length == 0)
                {
                    // In TLS 1.3 a client refuses the certificate after the server is done.
                    continue;
                }

                lock (requests)
                {
                    requests.Add(text);
                }

                await tls.WriteAsync("HTTP/1.1 201 Created\r\nX-Upstream: Basic/0.6 (one)\r\nServer: Basic/0.6 Other/2\r\nContent-Length: 12\r\nConnection: close\r\n\r\nfrom upstrea"u8.ToArray());
            }
            catch (Exception e) when (e is IOException or System.Security.Authentication.AuthenticationException)
            {
                // A client that does not trust it.
            }
        }
    }
}
