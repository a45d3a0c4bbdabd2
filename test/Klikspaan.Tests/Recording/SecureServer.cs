using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Klikspaan.Recording.Trusting;

namespace Klikspaan.Tests.Recording;

/// <summary>A web server with the certificates of an authority: says <c>heard</c> to whoever trusts it.</summary>
sealed class SecureServer : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.IPv6Any, 0);
    readonly CertificateAuthority authority;
    readonly CancellationTokenSource stop = new();
    readonly Task running;

    public SecureServer(CertificateAuthority authority)
    {
        this.authority = authority;
        listener.Server.DualMode = true;
        listener.Start();
        running = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The names by which it was asked in handshakes that were completed.</summary>
    public ConcurrentQueue<string> Heard { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Stop();
        await running;
        stop.Dispose();
    }

    async Task AcceptAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stop.Token));
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        await using var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(
                (_, hello, _, _) => ValueTask.FromResult(new SslServerAuthenticationOptions
                {
                    ServerCertificateContext = hello.ServerName.Length > 0
                        ? authority.LeafFor(hello.ServerName)
                        : authority.LeafFor(((IPEndPoint)client.Client.LocalEndPoint!).Address, null),
                }),
                null, stop.Token);
            var request = new byte[4096];
            if (await tls.ReadAsync(request, stop.Token) > 0)
            {
                Heard.Enqueue(Encoding.Latin1.GetString(request).Split("\r\n")[0]);
                await tls.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\nConnection: close\r\n\r\nheard"u8.ToArray(), stop.Token);
                await tls.ShutdownAsync();
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException or ObjectDisposedException)
        {
            // A client that does not trust us leaves.
        }
    }
}
