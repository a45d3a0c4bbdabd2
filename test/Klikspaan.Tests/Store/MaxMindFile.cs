using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace Klikspaan.Tests.Store;

/// <summary>Writes files in MaxMind DB format, version 2.0, as small as can be: a tree of bits, records, metadata. All of it is synthetic.</summary>
static class MaxMindFile
{
    /// <summary>The day of the files.</summary>
    public const string Day = "2026-01-01";

    const int Version6Bits = 128, Version4From = 96, SeparatorBytes = 16;
    static readonly long Built = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    /// <summary>A database that places networks in countries as most do.</summary>
    public static byte[] OfCountries(params (string Network, string Country)[] places) => Of([.. places.Select(p => (p.Network, Map(("country", Map(("iso_code", Text(p.Country)))))))]);

    /// <summary>A database with a record for each network.</summary>
    public static byte[] Of(params (string Network, byte[] Record)[] records)
    {
        // Each node has two branches: 0 for none yet, a node above 0, or a record as -1 - its number.
        List<int[]> nodes = [new int[2]];
        for (var r = 0; r < records.Length; r++)
        {
            var network = IPNetwork.Parse(records[r].Network);
            var is4 = network.BaseAddress.GetAddressBytes().Length == 4;
            byte[] bits = is4 ? [.. new byte[12], .. network.BaseAddress.GetAddressBytes()] : network.BaseAddress.GetAddressBytes();
            var length = network.PrefixLength + (is4 ? Version4From : 0);
            for (int at = 0, i = 0; i < length; i++)
            {
                var bit = (bits[i / 8] >> (7 - i % 8)) & 1;
                if (i == length - 1)
                {
                    nodes[at][bit] = -1 - r;
                }
                else if (nodes[at][bit] > 0)
                {
                    at = nodes[at][bit];
                }
                else
                {
                    nodes.Add(new int[2]);
                    at = nodes[at][bit] = nodes.Count - 1;
                }
            }
        }

        var (data, places) = (new List<byte>(), new List<int>());
        foreach (var (_, record) in records)
        {
            places.Add(data.Count);
            data.AddRange(record);
        }

        var tree = new List<byte>();
        foreach (var branch in nodes.SelectMany(n => n))
        {
            var value = branch > 0 ? branch : branch == 0 ? nodes.Count : nodes.Count + SeparatorBytes + places[-1 - branch];
            tree.AddRange([(byte)(value >> 16), (byte)(value >> 8), (byte)value]);
        }

        return [.. tree, .. new byte[SeparatorBytes], .. data, 0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8, .. Metadata(nodes.Count)];
    }

    static byte[] Metadata(int nodes) => Map(
        ("binary_format_major_version", Number(5, 2, 2)), ("binary_format_minor_version", Number(5, 0, 2)), ("build_epoch", Number(9, Built, 8)), ("database_type", Text("synthetic-country")),
        ("description", Map()), ("ip_version", Number(5, 6, 2)), ("languages", [0, 4]), ("node_count", Number(6, nodes, 4)), ("record_size", Number(5, 24, 2)));

    /// <summary>A map.</summary>
    public static byte[] Map(params (string Key, byte[] Value)[] members) => [(byte)((7 << 5) | members.Length), .. members.SelectMany(m => (byte[])[.. Text(m.Key), .. m.Value])];

    /// <summary>A text of at most 28 bytes.</summary>
    public static byte[] Text(string text) => [(byte)((2 << 5) | Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    /// <summary>True.</summary>
    public static byte[] True => [1, 14 - 7];

    static byte[] Number(int type, long value, int bytes)
    {
        Span<byte> all = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(all, value);
        return [.. type > 7 ? (byte[])[(byte)bytes, (byte)(type - 7)] : [(byte)((type << 5) | bytes)], .. all[(8 - bytes)..]];
    }
}
