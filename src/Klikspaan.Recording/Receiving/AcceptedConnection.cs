using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Klikspaan.Recording.Receiving;

/// <summary>A connection as the server takes it, with its socket at hand.</summary>
sealed class AcceptedConnection : DefaultConnectionContext, IConnectionSocketFeature
{
    const int BufferBytes = 32 << 10;

    // Not disposed of: it holds nothing that has to be, and an abort may still be on its way when the connection is over.
    readonly CancellationTokenSource closed = new();

    Action? ended;

    /// <param name="socket">The socket.</param>
    /// <param name="ended">Is told once, when it is over and its socket is closed.</param>
    public AcceptedConnection(Socket socket, Action? ended = null)
        : base(Guid.NewGuid().ToString("N"))
    {
        this.ended = ended;
        socket.NoDelay = true;
        Socket = socket;
        LocalEndPoint = socket.LocalEndPoint;
        RemoteEndPoint = socket.RemoteEndPoint;
        ConnectionClosed = closed.Token;
        var stream = new SocketStream(socket);
        Transport = new DuplexPipe(
            PipeReader.Create(stream, new(bufferSize: BufferBytes, minimumReadSize: BufferBytes / 8, leaveOpen: true)), PipeWriter.Create(stream, new(leaveOpen: true)));
        Features.Set<IConnectionSocketFeature>(this);
    }

    /// <inheritdoc/>
    public Socket Socket { get; }

    /// <summary>
    /// Ends it at once. The base class would cancel, in a thread of its own, a source that may have been disposed of by
    /// then, and an exception that nobody catches ends the recorder.
    /// </summary>
    public override void Abort(ConnectionAbortedException abortReason)
    {
        Socket.Dispose();
        ThreadPool.UnsafeQueueUserWorkItem(static source => source.Cancel(), closed, preferLocal: false);
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await Transport.Input.CompleteAsync().ConfigureAwait(false);
        try
        {
            await Transport.Output.CompleteAsync().ConfigureAwait(false);
            Socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // The other side was faster.
        }

        Socket.Dispose();
        Interlocked.Exchange(ref ended, null)?.Invoke();
        await base.DisposeAsync().ConfigureAwait(false);
    }
}
