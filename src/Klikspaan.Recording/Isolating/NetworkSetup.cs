using System.Globalization;
using System.Net;

namespace Klikspaan.Recording.Isolating;

/// <summary>
/// The network of the recorder's namespace: there is no way out of it, every address on earth is this machine, and all TCP but
/// that to the program's own loopback arrives at one listener.
/// </summary>
static class NetworkSetup
{
    /// <summary>The program's own address; it is in no use, since nothing leaves.</summary>
    public static IPAddress Address { get; } = IPAddress.Parse("192.168.20.42");

    /// <summary>Brings up the loopback, the routes and a network card with an invented hardware address.</summary>
    public static async Task ApplyAsync(string hardwareAddress, string hostName, CancellationToken cancellation)
    {
        await SystemTool.RequireAsync("ip", ["-batch", "-"], $"""
            link set lo up
            route add local 0.0.0.0/0 dev lo

            """.ReplaceLineEndings("\n"), cancellation).ConfigureAwait(false);

        // A machine without IPv6 has no such route to add.
        await SystemTool.RunAsync("ip", ["-6", "route", "add", "local", "::/0", "dev", "lo"], "", cancellation).ConfigureAwait(false);
        if (SystemCalls.SetHostName(hostName, (nuint)hostName.Length) != 0)
        {
            throw new RecordingException("the host name of the namespace could not be set");
        }

        // The second end of the pair comes after the first in every list, and has the same address: whatever is read is planted.
        await SystemTool.RequireAsync("ip", ["-batch", "-"], $"""
            link add eth1 address {hardwareAddress} type veth peer name eth0 address {hardwareAddress}
            link set eth0 addrgenmode none
            link set eth1 addrgenmode none
            addr add {Address}/24 dev eth0
            link set eth0 up
            link set eth1 up

            """.ReplaceLineEndings("\n"), cancellation).ConfigureAwait(false);
    }

    /// <summary>Sends all TCP to one port of ours, whatever its destination; false when there is no nft.</summary>
    public static async Task<bool> RedirectAsync(int port, CancellationToken cancellation)
    {
        if (SystemTool.Find("nft") is null)
        {
            return false;
        }

        var rules = string.Create(CultureInfo.InvariantCulture, $$"""
            table inet recording {
              chain out {
                type nat hook output priority -100;
                ip daddr 127.0.0.0/8 return
                ip6 daddr ::1 return
                meta l4proto tcp redirect to :{{port}}
              }
            }

            """).ReplaceLineEndings("\n");
        var (code, _) = await SystemTool.RunAsync("nft", ["-f", "-"], rules, cancellation).ConfigureAwait(false);
        return code == 0;
    }
}
