using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Klikspaan.Exporting;
using Klikspaan.Recording.Answering;
using Klikspaan.Recording.Naming;
using Klikspaan.Recording.Sending;
using Klikspaan.Recording.Trusting;
using Klikspaan.Recording.Writing;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Klikspaan.Recording.Receiving;

/// <summary>
/// Takes each connection of the program: finds out where it was meant to go and who made it, decides by its first bytes
/// what it is, decrypts it, has its bytes kept before the server parses them, and writes each request down before it is answered.
/// </summary>
sealed class Reception(
    RecordingLog log, Answerer answerer, CertificateAuthority authority, NameMap names, SenderFinder senders, Activity activity, TimeProvider time, SpoolSpace space,
    TellRecorded tell, Action<string> fail)
{
    const int MostProxies = 4;
    static readonly TimeSpan SenderPatience = TimeSpan.FromSeconds(5);
    readonly TlsReception tls = new(authority);
    readonly TunnelReception tunnels = new(log, time);
    readonly OtherReception others = new(log, activity, tell);
    int connections;

    /// <summary>Answers questions about names that come by a connection; null where names are not ours to answer.</summary>
    public DnsResponder? Resolver { get; init; }

    /// <summary>Passes requests on instead of answering them; null for a sinkhole.</summary>
    public Forwarder? Forwarder { get; init; }

    /// <summary>Whether programs know that they speak to a proxy: what they ask of it is then not evidence of its own.</summary>
    public bool IsProxy { get; init; }

    /// <summary>Takes a connection; <paramref name="serve"/> goes on with it as HTTP.</summary>
    public async Task ReceiveAsync(ConnectionContext context, ConnectionDelegate serve)
    {
        using var connected = activity.Connect();
        using var open = activity.Enter();
        var socket = context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;
        IPEndPoint source, destination;
        try
        {
            source = (IPEndPoint)socket.RemoteEndPoint!;
            destination = OriginalDestination.Of(socket);
        }
        catch (System.Net.Sockets.SocketException)
        {
            return;
        }

        var connection = new RecordedConnection(
            Interlocked.Increment(ref connections), destination, names.NameOf(destination.Address), senders.FindTcpAsync(source, IsProxy ? null : destination));
        context.Features.Set(connection);
        try
        {
            // Until it is answered the program waits, so that it can still be seen who it is.
            await KnowSenderAsync(connection).ConfigureAwait(false);
            if (destination.Port != 53 || Resolver is null)
            {
                await OpenAsync(context, serve, connection, open).ConfigureAwait(false);
                return;
            }

            var (asksName, silent) = await FirstLook.AtQuestionAsync(context.Transport.Input, context.ConnectionClosed).ConfigureAwait(false);
            await (asksName ? Resolver.ServeTcpAsync(new PipeStream(context.Transport), source, destination, context.ConnectionClosed)
                : silent is not null ? ServeAsync(context, serve, connection, silent, open)
                : OpenAsync(context, serve, connection, open)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or ConnectionAbortedException or OperationCanceledException or System.Net.Sockets.SocketException)
        {
            // The program broke it off; what had come is written down.
        }
        catch (NotKeptException e)
        {
            fail($"the recording cannot be kept: {e.Message}");
        }
    }

    /// <summary>Answers one request, which is written down before.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        using var open = activity.Enter();
        var connection = context.Features.GetRequiredFeature<RecordedConnection>();
        var framer = context.Features.GetRequiredFeature<RequestFramer>();
        var at = time.GetUtcNow();
        var number = context.Features.Get<IHttp2StreamIdFeature>()?.StreamId ?? ++connection.Requests;
        if (Forwarder is not null)
        {
            // All of the content passes the tee first; then it goes on from memory or, when it is large, from disk.
            context.Request.EnableBuffering();
        }

        // A tunnel in HTTP/2 (RFC 8441) has no end to read to; it is refused at once.
        var isTunnel = context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true };
        var content = isTunnel ? [] : await ReadAsync(context).ConfigureAwait(false);
        if ((isTunnel ? framer.TryTakeHead(number) : framer.TryTake(number)) is not { } request)
        {
            // What the framer cannot tell apart from what follows is kept as it came, at the end of the connection.
            context.Abort();
            return;
        }

        using (request)
        {
            var uri = RequestForm.Uri(context, connection);
            var answer = RequestForm.Dated(await ChooseAsync(context, connection, uri, content).ConfigureAwait(false), time.GetUtcNow());
            var response = RequestForm.Response(answer, request.IsRewritten, context.Request.Method == "HEAD");
            if (!TryKeep(() => log.Exchange(connection, RequestForm.Facts(at, uri, number, request, answer), new WarcBlock(request.OpenBlock, request.Length), response), request))
            {
                // What cannot be kept is not acknowledged.
                context.Abort();
                return;
            }

            connection.IsRecorded = true;
            tell(connection, "exchange", request.Length, $"{context.Request.Method} {RequestForm.PathOf(uri)}", answer.Rule, RequestForm.HostOf(uri));
            await RequestForm.SendAsync(context, answer).ConfigureAwait(false);
        }
    }

    /// <summary>Writes down a request; false, and the end of the recording, when not all of it can be kept.</summary>
    bool TryKeep(Action write, RecordedRequest request)
    {
        try
        {
            write();
            if (request.IsLost)
            {
                fail("the recording cannot be kept: there is no room for a request in the folder for temporary files");
            }

            return !request.IsLost;
        }
        catch (NotKeptException e)
        {
            fail($"the recording cannot be kept: {e.Message}");
            return false;
        }
    }

    /// <summary>What is answered: by us, or by the real server where requests are passed on. Cloud metadata are never asked for.</summary>
    async Task<Answer> ChooseAsync(HttpContext context, RecordedConnection connection, string uri, byte[] content)
    {
        var answer = answerer.Choose(RequestForm.Of(context, connection, content));
        if (Forwarder is null || answer.Rule is "cloud-metadata" or "websocket")
        {
            return answer;
        }

        context.Request.Body.Position = 0;
        return await Forwarder.ForwardAsync(context, uri, context.Request.Body, context.RequestAborted).ConfigureAwait(false);
    }

    async Task OpenAsync(ConnectionContext context, ConnectionDelegate serve, RecordedConnection connection, IDisposable open)
    {
        for (var proxies = 0; ; proxies++)
        {
            var look = await FirstLook.AtAsync(context.Transport.Input, connection.SpeaksFirst, context.ConnectionClosed).ConfigureAwait(false);
            if (look.Kind == FirstBytesKind.Http1 && proxies < MostProxies && look.First.AsSpan().StartsWith("CONNECT "u8))
            {
                if (await tunnels.OpenAsync(context, connection, isTold: !IsProxy).ConfigureAwait(false) is not { } unfinished)
                {
                    continue;
                }

                look = unfinished;
            }

            if (look.Kind == FirstBytesKind.Tls && connection.Tls is null)
            {
                await DecryptAsync(context, serve, connection, open).ConfigureAwait(false);
                return;
            }

            await ServeAsync(context, serve, connection, look, open).ConfigureAwait(false);
            return;
        }
    }

    async Task DecryptAsync(ConnectionContext context, ConnectionDelegate serve, RecordedConnection connection, IDisposable open)
    {
        var (hello, octets, isSilent) = await FirstLook.HelloAsync(context.Transport.Input, context.ConnectionClosed).ConfigureAwait(false);
        if (isSilent)
        {
            Refused(connection, hello, octets, $"the program began a handshake and was silent for {FirstLook.Patience.TotalSeconds} s");
            return;
        }

        var (stream, reason) = await tls.ReceiveAsync(new PipeStream(context.Transport), connection, hello?.Protocols ?? [], context.ConnectionClosed).ConfigureAwait(false);
        if (stream is null)
        {
            Refused(connection, hello, octets, reason);
            return;
        }

        await using (stream.ConfigureAwait(false))
        {
            var encrypted = context.Transport;
            var input = PipeReader.Create(stream, new(leaveOpen: true));
            var output = PipeWriter.Create(stream, new(leaveOpen: true));
            context.Transport = new DuplexPipe(input, output);
            try
            {
                var look = await FirstLook.AtAsync(input, connection.SpeaksFirst, context.ConnectionClosed).ConfigureAwait(false);
                if (look is { Kind: FirstBytesKind.NeedMore, IsSilent: false })
                {
                    Refused(connection, hello, octets, "the program ended the connection after the handshake and sent nothing");
                    return;
                }

                await ServeAsync(context, serve, connection, look, open).ConfigureAwait(false);
            }
            catch (IOException e) when (!connection.IsRecorded)
            {
                // In TLS 1.3 the program's refusal of the certificate comes after our side is done.
                Refused(connection, hello, octets, TlsReception.Reason(e, isTimeout: false));
            }
            finally
            {
                await input.CompleteAsync().ConfigureAwait(false);
                await output.CompleteAsync().ConfigureAwait(false);
                context.Transport = encrypted;
            }
        }
    }

    void Refused(RecordedConnection connection, ClientHello? hello, byte[] octets, string reason)
    {
        log.TlsFailure(connection, hello?.ServerName, hello?.Protocols ?? [], reason, octets);
        tell(connection, "tls-failure", 0, $"contents not seen: {reason}", "", hello?.ServerName);
    }

    /// <summary>Has the bytes kept and goes on as HTTP, or keeps the first of what is none.</summary>
    async Task ServeAsync(ConnectionContext context, ConnectionDelegate serve, RecordedConnection connection, FirstLook look, IDisposable open)
    {
        var isHttp2 = look.Kind == FirstBytesKind.Http2Preface;
        if (look.Kind is not (FirstBytesKind.Http1 or FirstBytesKind.Http2Preface))
        {
            open.Dispose();
            await others.KeepAsync(context.Transport.Input, connection, look, context.ConnectionClosed).ConfigureAwait(false);
            return;
        }

        using RequestFramer framer = isHttp2 ? new Http2Framer(space) : new Http1Framer(space);
        context.Features.Set(framer);
        context.Features.Set<ITlsConnectionFeature>(isHttp2 ? new PriorKnowledge() : null);
        context.Features.Set<ITlsApplicationProtocolFeature>(isHttp2 ? new PriorKnowledge() : null);
        var transport = context.Transport;
        context.Transport = new TeeingTransport(transport, framer);

        // From here on each request is open by itself; a connection that is kept for later is not.
        open.Dispose();
        try
        {
            await serve(context).ConfigureAwait(false);
        }
        finally
        {
            context.Transport = transport;
            framer.Complete();
            KeepRest(connection, framer);
        }
    }

    /// <summary>Writes down what the server did not hand on: requests that it refused or that broke off, and what is no request.</summary>
    void KeepRest(RecordedConnection connection, RequestFramer framer)
    {
        foreach (var request in framer.Remaining())
        {
            using (request)
            {
                connection.IsRecorded = true;
                var facts = RequestForm.Facts(time.GetUtcNow(), RequestForm.Uri(connection, request), request.Number, request, Answer.Of("none", 0)) with { Incomplete = true };
                _ = TryKeep(() => log.Exchange(connection, facts, new WarcBlock(request.OpenBlock, request.Length), Array.Empty<byte>()), request);
                tell(connection, "exchange", request.Length, "request that was not completed", "none");
            }
        }

        foreach (var rest in new[] { framer.Beside, framer.Unframed }.OfType<UnframedBytes>())
        {
            connection.IsRecorded = true;
            log.NotHttp(connection, rest.First, rest.Seen, rest.Reason);
            tell(connection, "not-http", rest.Seen, rest.Reason, "");
        }
    }

    /// <summary>Reads the content to its end, so that all of it has passed the tee, and keeps the first of it to choose an answer by.</summary>
    static async Task<byte[]> ReadAsync(HttpContext context)
    {
        const int kept = 256 << 10;
        var content = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(64 << 10);
        try
        {
            while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted).ConfigureAwait(false) is > 0 and var read)
            {
                content.Write(buffer.AsSpan(0, (int)Math.Min(read, kept - content.Length)));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return content.ToArray();
    }

    static async Task KnowSenderAsync(RecordedConnection connection) =>
        await Task.WhenAny(connection.SenderKnown, Task.Delay(SenderPatience)).ConfigureAwait(false);
}
