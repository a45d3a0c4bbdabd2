using System.Globalization;

namespace Klikspaan.Recording.Sending;

/// <summary>A socket in the system's table: its two ends and its number.</summary>
readonly record struct SocketRow(SocketEnd Local, SocketEnd Remote, ulong Number)
{
    /// <summary>Reads a line of <c>/proc/net/tcp</c>, <c>tcp6</c>, <c>udp</c> or <c>udp6</c> (proc_pid_net(5)); false for any other line, and for a socket that no one holds any more.</summary>
    public static bool TryRead(ReadOnlySpan<byte> line, out SocketRow row)
    {
        row = default;
        var (field, start) = (0, 0);
        SocketEnd local = default, remote = default;
        while (field <= 9)
        {
            while (start < line.Length && line[start] == ' ')
            {
                start++;
            }

            var length = line[start..].IndexOf((byte)' ');
            var word = length < 0 ? line[start..] : line.Slice(start, length);
            var isGood = field switch
            {
                1 => SocketEnd.TryRead(word, out local),
                2 => SocketEnd.TryRead(word, out remote),
                9 => ulong.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
                    && (row = new(local, remote, number)) is var _,
                _ => word.Length > 0,
            };
            if (!isGood)
            {
                return false;
            }

            start += word.Length;
            field++;
        }

        return true;
    }

    /// <summary>All sockets in a table; lines that are not understood are passed over.</summary>
    public static void Read(ReadOnlySpan<byte> table, List<SocketRow> rows)
    {
        foreach (var line in table.Split((byte)'\n'))
        {
            if (TryRead(table[line], out var row))
            {
                rows.Add(row);
            }
        }
    }
}
