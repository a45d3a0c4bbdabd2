using System.Net;
using System.Net.Sockets;
using Klikspaan.Recording.Receiving;

namespace Klikspaan.Recording.Naming;

/// <summary>Answers every question about a name, whichever resolver the program asks, and reports each.</summary>
/// <remarks>
/// Each question is reported before it is answered, and the answer waits for that: until then the program waits too, so
/// that its sender can still be found. No more than <see cref="MaximumAtOnce"/> are in work; the system keeps or drops the rest.
/// </remarks>
sealed class DnsResponder : IAsyncDisposable
{
    const int MaximumAtOnce = 256;
    const int MaximumMessage = 65535;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    readonly DnsAnswers answers;
    readonly Func<DnsQuery, ValueTask> report;
    readonly TimeProvider time;
    readonly CancellationTokenSource stop = new();
    readonly SemaphoreSlim datagrams = new(MaximumAtOnce);
    readonly int maximumConnections = OpenFiles.Share(12, MaximumAtOnce);
    readonly SemaphoreSlim connections;
    readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly List<Socket> sockets = [];
    readonly List<Task> loops = [];
    long unanswered;

    DnsResponder(DnsAnswers answers, Func<DnsQuery, ValueTask> report, TimeProvider time) =>
        (this.answers, this.report, this.time, connections) = (answers, report, time, new(maximumConnections));

    /// <summary>Ends when the responder is disposed of; fails with what a report or a socket failed with first.</summary>
    public Task Completion => completion.Task;

    /// <summary>How many answers could not be sent.</summary>
    public long Unanswered => Interlocked.Read(ref unanswered);

    /// <summary>Begins to answer at port 53 of every address.</summary>
    /// <param name="report">Is awaited before the answer is sent.</param>
    /// <exception cref="SocketException">The port is taken, or may not be used.</exception>
    public static DnsResponder Start(DnsAnswers answers, Func<DnsQuery, ValueTask> report, TimeProvider time, int port = 53)
    {
        var responder = new DnsResponder(answers, report, time);
        try
        {
            foreach (var any in Socket.OSSupportsIPv6 ? new[] { IPAddress.Any, IPAddress.IPv6Any } : [IPAddress.Any])
            {
                responder.Open(new(any, port), SocketType.Dgram);
                responder.Open(new(any, port), SocketType.Stream);
            }
        }
        catch
        {
            responder.sockets.ForEach(s => s.Dispose());
            throw;
        }

        responder.loops.AddRange(responder.sockets.ConvertAll(s =>
            Task.Run(() => responder.GuardAsync(() => s.SocketType == SocketType.Dgram ? responder.ReceiveAsync(s) : responder.AcceptAsync(s)))));
        return responder;
    }

    /// <summary>Answers the questions on a connection that was accepted elsewhere, until it ends or is silent for ten seconds.</summary>
    /// <param name="source">The program's end of the connection.</param>
    /// <param name="resolver">The resolver that the program believed to ask.</param>
    public async Task ServeTcpAsync(Stream stream, IPEndPoint source, IPEndPoint resolver, CancellationToken cancellation = default)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation, stop.Token);
        var buffer = new byte[2 + 512];
        try
        {
            while (true)
            {
                patience.TryReset();
                patience.CancelAfter(Patience);
                var (message, whole) = await DnsFrame.ReadAsync(stream, buffer, either.Token);
                if (message.Length == 0 && !whole)
                {
                    return;
                }

                if (await AnswerAsync(message, whole, source, resolver, DnsTransport.Tcp) is not { } answer)
                {
                    return;
                }

                await stream.WriteAsync(DnsFrame.Of(answer), either.Token);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            // The program went away, or was silent: there is no one to answer.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        sockets.ForEach(s => s.Dispose());
        await Task.WhenAll(loops);
        // What is in work is reported before this ends.
        for (var i = 0; i < MaximumAtOnce; i++)
        {
            await datagrams.WaitAsync();
        }

        for (var i = 0; i < maximumConnections; i++)
        {
            await connections.WaitAsync();
        }

        completion.TrySetResult();
    }

    void Open(IPEndPoint local, SocketType type)
    {
        var socket = new Socket(local.AddressFamily, type, type == SocketType.Dgram ? ProtocolType.Udp : ProtocolType.Tcp);
        sockets.Add(socket);
        if (local.AddressFamily == AddressFamily.InterNetworkV6)
        {
            socket.DualMode = false;
        }

        if (type == SocketType.Dgram)
        {
            // Before the first datagram can come in, else it would not tell whom it was for.
            socket.SetSocketOption(local.AddressFamily == AddressFamily.InterNetwork ? SocketOptionLevel.IP : SocketOptionLevel.IPv6, SocketOptionName.PacketInformation, true);
            socket.ReceiveBufferSize = 4 << 20;
            DatagramReply.Allow(socket);
        }

        socket.Bind(local);
        if (type == SocketType.Stream)
        {
            // Urgent data are bytes like others; in place they are kept.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.OutOfBandInline, true);
            socket.Listen(MaximumAtOnce);
        }
    }

    async Task ReceiveAsync(Socket socket)
    {
        var local = (IPEndPoint)socket.LocalEndPoint!;
        var buffer = new byte[MaximumMessage];
        while (true)
        {
            var seen = await socket.ReceiveMessageFromAsync(buffer, SocketFlags.None, local, stop.Token);
            var message = buffer.AsSpan(0, seen.ReceivedBytes).ToArray();
            var resolver = new IPEndPoint(seen.PacketInformation.Address, local.Port);
            await datagrams.WaitAsync(stop.Token);
            _ = GuardAsync(async () =>
            {
                try
                {
                    await ReplyAsync(socket, message, (IPEndPoint)seen.RemoteEndPoint, resolver);
                }
                finally
                {
                    datagrams.Release();
                }
            });
        }
    }

    async Task ReplyAsync(Socket socket, byte[] message, IPEndPoint source, IPEndPoint resolver)
    {
        await Task.Yield();
        if (await AnswerAsync(message, true, source, resolver, DnsTransport.Udp) is { } answer && !DatagramReply.Send(socket, answer, resolver.Address, source))
        {
            Interlocked.Increment(ref unanswered);
        }
    }

    async Task AcceptAsync(Socket socket)
    {
        while (true)
        {
            await connections.WaitAsync(stop.Token);
            if (await AcceptOneAsync(socket) is not { } connection)
            {
                connections.Release();
                continue;
            }

            _ = GuardAsync(async () =>
            {
                try
                {
                    await using var stream = new NetworkStream(connection, ownsSocket: true);
                    await ServeTcpAsync(stream, (IPEndPoint)connection.RemoteEndPoint!, (IPEndPoint)connection.LocalEndPoint!);
                }
                finally
                {
                    connections.Release();
                }
            });
        }
    }

    async ValueTask<Socket?> AcceptOneAsync(Socket socket)
    {
        try
        {
            return await socket.AcceptAsync(stop.Token);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ConnectionAborted or SocketError.ConnectionReset)
        {
            return null;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable)
        {
            // What is open elsewhere ends, and then there is room again.
            await Task.Delay(10, stop.Token);
            return null;
        }
        catch
        {
            connections.Release();
            throw;
        }
    }

    /// <summary>Reports a question and gives its answer; what was cut off is reported as such.</summary>
    async ValueTask<byte[]?> AnswerAsync(ReadOnlyMemory<byte> message, bool whole, IPEndPoint source, IPEndPoint resolver, DnsTransport transport)
    {
        var at = time.GetUtcNow();
        var answer = whole ? answers.Answer(message.Span) : DnsAnswer.None;
        try
        {
            await report(new(at, answer.Name, answer.Type, answer.Text, resolver, transport, source, message) { IsQuestion = answer.IsQuestion, IsPlain = answer.IsPlain });
        }
        catch (Exception e)
        {
            // A full disk must not look like a connection that was broken off.
            completion.TrySetException(e);
        }

        return answer.Bytes;
    }

    async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            // The end of recording.
        }
        catch (Exception e)
        {
            completion.TrySetException(e);
        }
    }
}
