namespace Klikspaan.Importing;

/// <summary>What a daemon wrote down: behind when, where and by whom.</summary>
static class SyslogLine
{
    /// <summary>When the line was written; null where its date has no year or no zone.</summary>
    public static DateTimeOffset? Time(ReadOnlySpan<byte> line)
    {
        const int LongestStamp = 40;
        if (line.StartsWith("["u8) && line.IndexOf((byte)']') is > 1 and < LongestStamp and var end)
        {
            return LogTime.Epoch(line[1..end]);
        }

        var space = line.IndexOf((byte)' ');
        return space is > 0 and < LongestStamp ? LogTime.Stamp(System.Text.Encoding.UTF8.GetString(line[..space])) : null;
    }

    /// <summary>Whether a line of which there is one among the first is told apart by <paramref name="isOne"/>.</summary>
    public static bool Any(ReadOnlySpan<byte> head, Func<LogLine, bool> isOne)
    {
        while (head.IndexOf((byte)'\n') is >= 0 and var end)
        {
            if (isOne(LogLine.Of(head[..end].TrimEnd("\r"u8))))
            {
                return true;
            }

            head = head[(end + 1)..];
        }

        return !head.IsEmpty && isOne(LogLine.Of(head));
    }
}
