using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Klikspaan.Recording.Receiving;

/// <summary>
/// Listens for the server. The server's own transport throws what it has read away when a connection is reset, and with it
/// the alert by which a program says why it refuses a certificate; here bytes come before the end.
/// </summary>
/// <remarks>
/// A connection needs a descriptor, and others for what is kept of it. When as many as there may be are open the next ones
/// wait in the system's queue, whatever the program does; without descriptors neither names nor connections would be seen.
/// </remarks>
/// <param name="room">How many connections may be open at a time.</param>
sealed class SocketListeners(SemaphoreSlim room) : IConnectionListenerFactory
{
    /// <summary>Most connections that are open at a time, however many descriptors there are.</summary>
    public const int MostOpen = 4096;

    const int Backlog = 4096;

    /// <summary>With room for a third of what this process may open.</summary>
    public SocketListeners()
        : this(new SemaphoreSlim(OpenFiles.Share(3, MostOpen)))
    {
    }

    /// <inheritdoc/>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (endpoint.AddressFamily == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = true;
            }

            // Urgent data are bytes like others; in place, which every connection takes over from here, they are kept.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.OutOfBandInline, true);
            socket.Bind(endpoint);
            socket.Listen(Backlog);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw e.SocketErrorCode == SocketError.AddressAlreadyInUse ? new AddressInUseException(e.Message, e) : e;
        }

        return ValueTask.FromResult<IConnectionListener>(new Listener(socket, room));
    }

    sealed class Listener(Socket socket, SemaphoreSlim room) : IConnectionListener
    {
        readonly CancellationTokenSource unbound = new();

        public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, unbound.Token);
            try
            {
                await room.WaitAsync(either.Token).ConfigureAwait(false);
                return await AcceptOneAsync(either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (unbound.IsCancellationRequested)
            {
                return null;
            }
        }

        /// <summary>A connection; null when there will be none any more.</summary>
        async ValueTask<ConnectionContext?> AcceptOneAsync(CancellationToken cancellationToken)
        {
            while (true)
            {
                try
                {
                    return new AcceptedConnection(await socket.AcceptAsync(cancellationToken).ConfigureAwait(false), () => room.Release());
                }
                catch (Exception e) when (e is ObjectDisposedException || e is SocketException { SocketErrorCode: SocketError.OperationAborted or SocketError.InvalidArgument })
                {
                    return null;
                }
                catch (SocketException e) when (e.SocketErrorCode is SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable)
                {
                    // Connections that are open end, and then there is room again.
                    await Task.Delay(10, cancellationToken).ConfigureAwait(false);
                }
                catch (SocketException)
                {
                    // A connection that was gone before it was taken.
                }
            }
        }

        public async ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            await unbound.CancelAsync().ConfigureAwait(false);
            socket.Dispose();
        }

        public ValueTask DisposeAsync() => UnbindAsync();
    }
}
