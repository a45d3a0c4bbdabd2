namespace Klikspaan.Recording.Naming;

/// <summary>How a question about a name came in.</summary>
enum DnsTransport
{
    /// <summary>A datagram.</summary>
    Udp,

    /// <summary>A connection.</summary>
    Tcp,
}
