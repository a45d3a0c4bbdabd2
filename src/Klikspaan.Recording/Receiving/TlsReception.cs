using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using Klikspaan.Recording.Trusting;

namespace Klikspaan.Recording.Receiving;

/// <summary>Takes part in a TLS handshake with a certificate for the name or address that the program wanted.</summary>
sealed class TlsReception(CertificateAuthority authority)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Completes the handshake and gives the decrypted stream; null, and why, when the program did not go through with it.</summary>
    /// <param name="inner">The encrypted stream.</param>
    /// <param name="connection">Gets what was agreed on.</param>
    /// <param name="offered">The protocols that the program offered (ALPN).</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<(SslStream? Stream, string Reason)> ReceiveAsync(
        Stream inner, RecordedConnection connection, IReadOnlyList<string> offered, CancellationToken cancellation)
    {
        var tls = new SslStream(inner);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            await tls.AuthenticateAsServerAsync(Options, (connection, offered), patience.Token).ConfigureAwait(false);
            var protocol = tls.NegotiatedApplicationProtocol.Protocol.Length == 0 ? null : tls.NegotiatedApplicationProtocol.ToString();
            connection.Tls = new(Version(tls.SslProtocol), tls.NegotiatedCipherSuite.ToString(), tls.TargetHostName is { Length: > 0 } name ? name : null, protocol);
            return (tls, "");
        }
        catch (Exception e) when (e is AuthenticationException or IOException or CryptographicException or OperationCanceledException or NotSupportedException or InvalidOperationException)
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            return (null, cancellation.IsCancellationRequested ? "the program ended the connection during the handshake" : Reason(e, patience.IsCancellationRequested));
        }
    }

    /// <summary>Why a connection broke off, in the words of the TLS library: they name the alert that the program sent.</summary>
    public static string Reason(Exception exception, bool isTimeout)
    {
        if (isTimeout)
        {
            return $"no answer for {Patience.TotalSeconds} s";
        }

        while (exception.InnerException is { } inner)
        {
            exception = inner;
        }

        // The library has no name of its own for the end of a stream.
        return exception is IOException and not { InnerException: System.Net.Sockets.SocketException } && exception.Message.Contains("unexpected EOF", StringComparison.Ordinal)
            ? "the program ended the connection during the handshake"
            : exception.Message;
    }

    ValueTask<SslServerAuthenticationOptions> Options(SslStream stream, SslClientHelloInfo hello, object? state, CancellationToken cancellation)
    {
        var (connection, offered) = ((RecordedConnection, IReadOnlyList<string>))state!;

        // An agreement is only offered where there is one to be had: a program that offers other protocols is not turned away for it.
        List<SslApplicationProtocol> ours = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11];
        var common = ours.Where(p => offered.Contains(p.ToString())).ToList();
        return ValueTask.FromResult(new SslServerAuthenticationOptions
        {
            ServerCertificateContext = authority.LeafFor(hello.ServerName is { Length: > 0 } name ? name : connection.Name ?? Address(connection.Destination)),
            ApplicationProtocols = common.Count > 0 ? common : null,
            ClientCertificateRequired = false,
        });
    }

    static string Address(IPEndPoint end) => end.Address.ToString();

    static string Version(SslProtocols protocol) => protocol switch
    {
        SslProtocols.Tls13 => "tls/1.3",
        SslProtocols.Tls12 => "tls/1.2",
        _ => protocol.ToString().ToLowerInvariant(),
    };
}
