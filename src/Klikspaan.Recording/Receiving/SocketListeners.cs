using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Klikspaan.Recording.Receiving;

/// <summary>
/// Listens for the server. The server's own transport throws what it has read away when a connection is reset, and with it
/// the alert by which a program says why it refuses a certificate; here bytes come before the end.
/// </summary>
sealed class SocketListeners : IConnectionListenerFactory
{
    const int Backlog = 4096;

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

            socket.Bind(endpoint);
            socket.Listen(Backlog);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw e.SocketErrorCode == SocketError.AddressAlreadyInUse ? new AddressInUseException(e.Message, e) : e;
        }

        return ValueTask.FromResult<IConnectionListener>(new Listener(socket));
    }

    sealed class Listener(Socket socket) : IConnectionListener
    {
        public EndPoint EndPoint { get; } = socket.LocalEndPoint!;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (true)
            {
                try
                {
                    return new AcceptedConnection(await socket.AcceptAsync(cancellationToken).ConfigureAwait(false));
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

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            socket.Dispose();
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync() => UnbindAsync();
    }
}
