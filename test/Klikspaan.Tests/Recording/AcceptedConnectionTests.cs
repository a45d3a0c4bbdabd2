using System.Net;
using System.Net.Sockets;
using Klikspaan.Recording.Receiving;
using Microsoft.AspNetCore.Connections;

namespace Klikspaan.Tests.Recording;

public sealed class AcceptedConnectionTests
{
    [Fact]
    public async Task An_abort_that_comes_when_the_connection_is_over_is_told_and_harms_nobody()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.LocalEndPoint!, TestContext.Current.CancellationToken);
        var connection = new AcceptedConnection(await listener.AcceptAsync(TestContext.Current.CancellationToken));
        var told = new TaskCompletionSource();
        connection.ConnectionClosed.Register(told.SetResult);

        await connection.DisposeAsync();
        connection.Abort(new ConnectionAbortedException());

        await told.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(0, await client.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken));
    }
}
