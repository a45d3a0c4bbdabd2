using System.Net;
using System.Net.Sockets;

namespace Klikspaan;

/// <summary>The address of the server that a request went to, as the capture tells it; says nothing of a country.</summary>
/// <param name="Address">The address, as it is written by <see cref="IPAddress"/>.</param>
/// <param name="Field">What in the capture holds it, by the name that it has there: <c>serverIPAddress</c>, <c>id.resp_h</c>, <c>destination of the packets</c>.</param>
/// <param name="Offset">Bytes from the start of the capture file to that field; of packets, and of what stands compressed, to the entry that holds it.</param>
/// <param name="Length">How many bytes of the file that is.</param>
public sealed record ServerAddress(string Address, string Field, long Offset, long Length)
{
    const int Longest = 64;

    /// <summary>Reads an address as captures write it, also in brackets; null when the text is none.</summary>
    public static ServerAddress? Read(string text, string field, long offset, long length)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length is 0 or > Longest)
        {
            return null;
        }

        var plain = text is ['[', .., ']'] ? text[1..^1] : text;

        // A number alone would be taken for an address as well.
        return (plain.Contains(':', StringComparison.Ordinal) || plain.Count(c => c == '.') == 3) && IPAddress.TryParse(plain, out var address)
            ? new((address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address.AddressFamily == AddressFamily.InterNetworkV6 ? new IPAddress(address.GetAddressBytes()) : address).ToString(), field, offset, length)
            : null;
    }
}
