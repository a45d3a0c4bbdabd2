using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Klikspaan.Recording.Receiving;

/// <summary>The web server at which everything ends: it parses and frames, and leaves to others what is kept and answered.</summary>
sealed class SinkholeServer : IAsyncDisposable
{
    const int LongestHead = 1 << 20;
    readonly KestrelServer server;

    SinkholeServer(KestrelServer server, IReadOnlyList<int> ports) => (this.server, Ports) = (server, ports);

    /// <summary>The ports that it listens on.</summary>
    public IReadOnlyList<int> Ports { get; }

    /// <summary>Starts it at these ports of every address, or of the loopback; 0 is any free port.</summary>
    /// <param name="ports">The ports; one that is taken or may not be had is left out.</param>
    /// <param name="loopbackOnly">Whether only programs of this machine can reach it.</param>
    /// <param name="receive">Sees each connection first; calls what follows when it has become HTTP.</param>
    /// <param name="answer">Answers a request.</param>
    /// <param name="cancellation">Gives up the start.</param>
    public static async Task<SinkholeServer> StartAsync(
        IReadOnlyList<int> ports, bool loopbackOnly, Func<ConnectionContext, ConnectionDelegate, Task> receive, Func<HttpContext, Task> answer, CancellationToken cancellation)
    {
        var listening = new List<ListenOptions>();
        var options = new KestrelServerOptions
        {
            ApplicationServices = new ServiceCollection().BuildServiceProvider(), AddServerHeader = false, AllowAlternateSchemes = true, AllowSynchronousIO = false,
        };
        SetLimits(options.Limits);
        foreach (var port in ports)
        {
            options.Listen(new IPEndPoint(loopbackOnly ? IPAddress.Loopback : Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any, port), listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.Use(next => context => receive(context, next));
                listening.Add(listen);
            });
        }

        var server = new KestrelServer(Options.Create(options), new SocketListeners(), NullLoggerFactory.Instance);
        await server.StartAsync(new Application(answer), cancellation).ConfigureAwait(false);
        return new(server, [.. listening.Select(l => l.IPEndPoint!.Port)]);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // What is still open is not waited for: the program it belongs to is gone.
        await server.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        server.Dispose();
    }

    /// <summary>Nothing is turned away for being large or slow: what the program sends is the evidence. What is kept has bounds of its own.</summary>
    static void SetLimits(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = null;
        limits.MinRequestBodyDataRate = null;
        limits.MinResponseDataRate = null;
        limits.MaxRequestHeadersTotalSize = LongestHead;
        limits.MaxRequestLineSize = LongestHead;
        limits.MaxRequestBufferSize = 2 * LongestHead;
        limits.MaxRequestHeaderCount = 2000;
        limits.RequestHeadersTimeout = TimeSpan.FromMinutes(2);
        limits.KeepAliveTimeout = TimeSpan.FromMinutes(10);
        limits.Http2.MaxStreamsPerConnection = 256;
        limits.Http2.MaxRequestHeaderFieldSize = LongestHead;
    }

    sealed class Application(Func<HttpContext, Task> answer) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => answer(context);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
