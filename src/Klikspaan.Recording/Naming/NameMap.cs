using System.Net;

namespace Klikspaan.Recording.Naming;

/// <summary>Gives each name that was looked up an address of its own, and knows the name of each address.</summary>
/// <remarks>
/// The addresses are those of 198.18.0.0/15, which RFC 2544 sets apart for measuring and nobody has on the internet;
/// never one that ends in 0 or 255, which programs may take for a network or a broadcast.
/// </remarks>
sealed class NameMap
{
    /// <summary>How many names have a place.</summary>
    public const int Capacity = 512 * HostsInBlock;

    const int HostsInBlock = 254;
    const uint First = 198u << 24 | 18u << 16;

    readonly Lock gate = new();
    readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    readonly List<string> names = [];
    readonly int capacity;
    long refused;

    /// <summary>An empty map; fewer places than <see cref="Capacity"/> may be asked for.</summary>
    public NameMap(int capacity = Capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(capacity is > 0 and <= Capacity, true, nameof(capacity));
        this.capacity = capacity;
    }

    /// <summary>How many names have an address.</summary>
    public int Count
    {
        get
        {
            lock (gate)
            {
                return names.Count;
            }
        }
    }

    /// <summary>How often a name was asked for when there was no place left.</summary>
    public long Refused => Interlocked.Read(ref refused);

    /// <summary>The form in which names are compared: lower case (RFC 4343), without the final dot.</summary>
    public static string Normal(string name) => (name.EndsWith('.') && !name.EndsWith("\\.", StringComparison.Ordinal) ? name[..^1] : name).ToLowerInvariant();

    /// <summary>The address of a name, the same one each time; null when the map is full.</summary>
    public IPAddress? AddressOf(string name)
    {
        name = Normal(name);
        lock (gate)
        {
            if (!numbers.TryGetValue(name, out var number))
            {
                if (names.Count == capacity)
                {
                    Interlocked.Increment(ref refused);
                    return null;
                }

                number = names.Count;
                numbers.Add(name, number);
                names.Add(name);
            }

            return Address(number);
        }
    }

    /// <summary>The name whose look-up gave this address; null when there was none.</summary>
    public string? NameOf(IPAddress address)
    {
        lock (gate)
        {
            return Number(address) is { } number && number < names.Count ? names[number] : null;
        }
    }

    static IPAddress Address(int number)
    {
        var (block, host) = Math.DivRem(number, HostsInBlock);
        var address = First + ((uint)block << 8) + (uint)host + 1;
        return new([(byte)(address >> 24), (byte)(address >> 16), (byte)(address >> 8), (byte)address]);
    }

    static int? Number(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        return (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).TryWriteBytes(bytes, out var length)
            && length == 4 && bytes[0] == 198 && bytes[1] is 18 or 19 && bytes[3] is not (0 or 255)
            ? (((bytes[1] - 18) << 8) + bytes[2]) * HostsInBlock + bytes[3] - 1
            : null;
    }
}
