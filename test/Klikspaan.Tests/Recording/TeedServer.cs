using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Klikspaan.Recording.Receiving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Klikspaan.Tests.Recording;

/// <summary>A real server on loopback that answers each request with the number of bytes in it, beside a framer.</summary>
sealed class TeedServer : IAsyncDisposable
{
    readonly WebApplication app;
    readonly string folder = Directory.CreateTempSubdirectory("klikspaan-teed-").FullName;

    TeedServer(HttpProtocols protocols)
    {
        var space = new SpoolSpace(folder);
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = protocols;
                listen.Use(next => connection => TeeAsync(connection, next, protocols == HttpProtocols.Http2 ? new Http2Framer(space) : new Http1Framer(space)));
            });
        });
        app = builder.Build();
        app.Run(AnswerAsync);
    }

    /// <summary>What the server's own reading made of requests that it read to the end, and what the framer gave for them.</summary>
    public ConcurrentQueue<Answered> All { get; } = new();

    /// <summary>What was left when a connection ended.</summary>
    public BlockingCollection<Ended> Connections { get; } = [];

    /// <summary>How long a client waits for an answer before it hangs up.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(10);

    public int Port { get; private set; }

    public static async Task<TeedServer> StartAsync(HttpProtocols protocols)
    {
        var server = new TeedServer(protocols);
        await server.app.StartAsync();
        server.Port = new Uri(server.app.Urls.Single()).Port;
        return server;
    }

    /// <summary>Sends octets on a connection of their own, and reads until the server closes it.</summary>
    public async Task<string> SendAsync(byte[] octets, params int[] sizes)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, Port);
        var answer = new MemoryStream();
        try
        {
            for (var (at, turn) = (0, 0); at < octets.Length; turn++)
            {
                var size = sizes.Length == 0 ? octets.Length : Math.Min(octets.Length - at, sizes[turn % sizes.Length]);
                await socket.SendAsync(octets.AsMemory(at, size));
                at += size;
                await (sizes.Length == 0 ? Task.CompletedTask : Task.Delay(1));
            }

            // The server forgets what it has not answered yet when its client hangs up, so that comes last, and late.
            using var patience = new CancellationTokenSource();
            await using var hangUp = patience.Token.Register(() => socket.Shutdown(SocketShutdown.Send));
            var buffer = new byte[4096];
            for (var read = 1; read > 0; answer.Write(buffer.AsSpan(0, read)))
            {
                patience.CancelAfter(Patience);
                read = await socket.ReceiveAsync(buffer);
            }
        }
        catch (SocketException)
        {
            // A server that refuses a request may close before it has read everything.
        }

        return System.Text.Encoding.Latin1.GetString(answer.ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        Connections.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    async Task TeeAsync(ConnectionContext connection, ConnectionDelegate next, RequestFramer framer)
    {
        using (framer)
        {
            connection.Transport = new TeeingTransport(connection.Transport, framer);
            connection.Features.Set(framer);
            connection.Features.Set(new Counter());
            try
            {
                await next(connection);
            }
            finally
            {
                framer.Complete();
                Connections.Add(new(framer.Unframed, [.. framer.Remaining().Select(Framed.Block)], framer.Beside));
            }
        }
    }

    async Task AnswerAsync(HttpContext context)
    {
        var number = context.Features.Get<IHttp2StreamIdFeature>()?.StreamId ?? ++context.Features.Get<Counter>()!.Requests;
        var framer = context.Features.Get<RequestFramer>()!;
        var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        using var request = framer.TryTake(number);
        All.Enqueue(new(context.Request.Method, context.Request.Path + context.Request.QueryString, body.ToArray(), request is null ? null : Framed.Block(request), request?.Target, framer.Unframed?.Reason));
        context.Response.ContentLength = 2;
        await context.Response.WriteAsync("ok");
    }

    public sealed record Answered(string Method, string Path, byte[] Body, string? Block, string? Target, string? Unframed);

    public sealed record Ended(UnframedBytes? Unframed, IReadOnlyList<string> Remaining, UnframedBytes? Beside);

    sealed class Counter
    {
        public int Requests { get; set; }
    }
}
