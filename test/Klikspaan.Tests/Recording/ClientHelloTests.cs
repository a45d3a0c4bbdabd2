using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using FsCheck.Xunit;
using Klikspaan.Recording.Receiving;

namespace Klikspaan.Tests.Recording;

public sealed class ClientHelloTests
{
    static readonly Lazy<Task<byte[]>> Sent = new(SendAsync);

    [Fact]
    public async Task The_name_and_the_protocols_of_a_real_client_are_read()
    {
        var bytes = await Sent.Value;
        var hello = ClientHello.Read(bytes);

        Assert.Equal(FirstBytesKind.Tls, FirstBytes.Classify(bytes));
        Assert.Equal(("name.example", true), (hello!.ServerName, hello.IsWhole));
        Assert.Equal(["h2", "http/1.1"], hello.Protocols);
    }

    [Fact]
    public async Task A_message_that_is_spread_over_records_is_put_together()
    {
        var bytes = await Sent.Value;
        byte[] spread = [.. bytes[5..].Chunk(7).SelectMany(c => (byte[])[0x16, 3, 1, 0, (byte)c.Length, .. c])];

        var hello = ClientHello.Read(spread);

        Assert.Equal(("name.example", true, 2), (hello!.ServerName, hello.IsWhole, hello.Protocols.Count));
    }

    [Fact]
    public async Task A_message_that_was_cut_off_anywhere_is_read_as_far_as_it_went()
    {
        var bytes = await Sent.Value;
        var whole = ClientHello.Read(bytes)!;
        for (var length = 0; length < bytes.Length; length++)
        {
            var hello = ClientHello.Read(bytes.AsSpan(0, length));
            Assert.False(hello?.IsWhole ?? false);
            Assert.True(hello?.ServerName is null || whole.ServerName!.StartsWith(hello.ServerName, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("1603010001")]
    [InlineData("160301000102")]
    [InlineData("1503010004010000FF")]
    public void What_is_no_hello_is_none(string hex) => Assert.Null(ClientHello.Read(Convert.FromHexString(hex)));

    [Property(MaxTest = 500)]
    public async Task Any_damage_is_borne(int at, byte damage, byte[] other)
    {
        byte[] bytes = [.. await Sent.Value];
        bytes[(at & int.MaxValue) % bytes.Length] ^= damage;

        Assert.True(ClientHello.Read(bytes)?.Protocols.Count is null or < 1000);
        Assert.True(ClientHello.Read([0x16, 3, 1, 0xFF, 0xFF, 1, .. other])?.Protocols.Count is null or < 1000);
    }

    static async Task<byte[]> SendAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using var server = await listener.AcceptTcpClientAsync();
        using var tls = new SslStream(client.GetStream());
        var handshake = tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "name.example",
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        });
        var head = new byte[5];
        await server.GetStream().ReadExactlyAsync(head);
        var body = new byte[(head[3] << 8) | head[4]];
        await server.GetStream().ReadExactlyAsync(body);
        server.Close();
        await Assert.ThrowsAnyAsync<Exception>(() => handshake);
        return [.. head, .. body];
    }
}
