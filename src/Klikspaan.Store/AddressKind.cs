using System.Net;
using System.Net.Sockets;

namespace Klikspaan.Store;

/// <summary>Tells addresses that can be those of a server on the internet from those that cannot (https://www.iana.org/assignments/iana-ipv4-special-registry, and that of version 6).</summary>
static class AddressKind
{
    static readonly (IPNetwork Network, string What)[] Special =
    [
        (IPNetwork.Parse("127.0.0.0/8"), "of this device itself, as of a proxy on it"), (IPNetwork.Parse("::1/128"), "of this device itself, as of a proxy on it"),
        (IPNetwork.Parse("10.0.0.0/8"), Private), (IPNetwork.Parse("172.16.0.0/12"), Private), (IPNetwork.Parse("192.168.0.0/16"), Private), (IPNetwork.Parse("fc00::/7"), Private),
        (IPNetwork.Parse("100.64.0.0/10"), Private), (IPNetwork.Parse("169.254.0.0/16"), Private), (IPNetwork.Parse("fe80::/10"), Private),
        (IPNetwork.Parse("198.18.0.0/15"), "for tests of networks, as a sinkhole uses them"),
        (IPNetwork.Parse("192.0.2.0/24"), Example), (IPNetwork.Parse("198.51.100.0/24"), Example), (IPNetwork.Parse("203.0.113.0/24"), Example), (IPNetwork.Parse("2001:db8::/32"), Example), (IPNetwork.Parse("3fff::/20"), Example),
        (IPNetwork.Parse("0.0.0.0/8"), Other), (IPNetwork.Parse("192.0.0.0/24"), Other), (IPNetwork.Parse("224.0.0.0/4"), Other), (IPNetwork.Parse("240.0.0.0/4"), Other),
        (IPNetwork.Parse("::/128"), Other), (IPNetwork.Parse("100::/64"), Other), (IPNetwork.Parse("ff00::/8"), Other),
    ];

    const string Private = "of a private network", Example = "for documentation", Other = "of no server on the internet";

    /// <summary>Why an address is of no server on the internet, in a few words; empty when it can be of one.</summary>
    public static string Of(IPAddress address)
    {
        var plain = Embedded(address);
        return Special.FirstOrDefault(s => s.Network.Contains(plain)).What ?? "";
    }

    /// <summary>An address of version 4 within one of version 6, as gateways write it (RFC 6052).</summary>
    public static IPAddress Embedded(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.AddressFamily == AddressFamily.InterNetworkV6 ? address.GetAddressBytes() : [];
        return bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0]) ? new(bytes.AsSpan(12)) : address;
    }
}
