using System.Globalization;

namespace Klikspaan.Importing;

/// <summary>Tells what is spoken on a connection.</summary>
static class Spoken
{
    const int DnsPort = 53;

    /// <summary>What begins like this.</summary>
    /// <param name="start">The first bytes of the client, at least three where there are as many.</param>
    /// <param name="talk">The connection.</param>
    /// <param name="authority">To where the tunnel leads that it is spoken in; null outside of one.</param>
    public static ISpoken By(ReadOnlySpan<byte> start, TcpTalk talk, (string Host, int Port)? authority) => start switch
    {
        [>= 20 and <= 23, 3, <= 4, ..] => new SpokenTls(talk, authority),
        [(byte)'P', (byte)'R', (byte)'I', ..] => new SpokenHttp2(talk, authority),
        [0, 0, _, ..] when talk.IsHttp2 => new SpokenHttp2(talk, authority),
        [>= (byte)'A' and <= (byte)'Z', ..] => new SpokenHttp(talk, authority),
        _ when talk.Flow.DestinationPort == DnsPort => new SpokenDns(talk),
        _ => new SpokenOther(talk, authority),
    };

    /// <summary>Bytes were sent that were not captured.</summary>
    public static EntryFault Missing(long count) => new("packets-lost", "all bytes that were sent", string.Create(CultureInfo.InvariantCulture, $"{count} bytes in packets that were not captured, or of more connections than are kept"));

    /// <summary>An entry that tells where a tunnel leads, where there is one.</summary>
    public static PacketEntry To(this PacketEntry entry, (string Host, int Port)? authority) => authority is { } to ? entry with { Host = to.Host, Port = to.Port, IsThroughProxy = true } : entry;
}
