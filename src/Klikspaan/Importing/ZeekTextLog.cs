using System.Globalization;
using System.Text;

namespace Klikspaan.Importing;

/// <summary>Logs of Zeek as columns (https://docs.zeek.org/en/master/log-formats.html): conn, dns, http, ssl and quic, each with a head that names its columns.</summary>
sealed class ZeekTextLog : ILogFormat
{
    /// <inheritdoc/>
    public string Name => "zeek-tsv";

    /// <inheritdoc/>
    public string Extension => ".log";

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("#separator "u8))
        {
            return false;
        }

        LogHead? known = null;
        while (head.IndexOf((byte)'\n') is >= 0 and var end && Head(known, head[..end].TrimEnd("\r"u8)) is { } next)
        {
            known = next;
            head = head[(end + 1)..];
        }

        return known is { IsPassedOver: false, Columns.Count: > 0 };
    }

    /// <inheritdoc/>
    public LogHead? Head(LogHead? before, ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("#"u8))
        {
            return null;
        }

        var head = (before ?? new()) with { Fault = null };
        if (line.StartsWith("#separator "u8))
        {
            // A file can be several logs, one behind the other.
            var separator = HexEscapes.Decode(line["#separator ".Length..]);
            return separator.Length == 1 && separator[0] is not ((byte)'\n' or (byte)'\r')
                ? new() { Separator = separator[0], Fault = head.IsOpen ? NotClosed : null }
                : new() { IsPassedOver = true, Fault = new("log", "a separator of one byte", "another: the lines below it were not read") };
        }

        var at = line.IndexOf(head.Separator);
        var name = at < 0 ? line : line[..at];
        var value = at < 0 ? default : line[(at + 1)..];
        var text = Encoding.UTF8.GetString(HexEscapes.Decode(value));
        return Encoding.UTF8.GetString(name) switch
        {
            "#empty_field" => head with { Empty = text },
            "#unset_field" => head with { Unset = text },
            "#path" => ZeekRow.Kinds.Contains(text)
                ? head with { Path = text, IsPassedOver = false }
                : head with { Path = text, IsPassedOver = true, Fault = new("log", $"a log of {string.Join(", ", ZeekRow.Kinds)}", "another, whose lines were not read") },
            "#open" => head with { IsOpen = true },
            "#close" => head with { IsOpen = false },
            "#fields" => Columns(head, value),
            _ => head,
        };
    }

    /// <inheritdoc/>
    public Exchange? Read(LogLine line)
    {
        if (line.Head is not { Columns.Count: > 0, Path.Length: > 0 } head)
        {
            return line.Refuse("log", "lines #path and #fields above it", "none");
        }

        var cells = LogCells.Separated(line, head.Separator, head.Columns.Count);
        if (cells is null || cells.Count < head.Columns.Count)
        {
            return line.Refuse("log", string.Create(CultureInfo.InvariantCulture, $"{head.Columns.Count} columns, as the head of the log names them"), cells is null ? "more" : string.Create(CultureInfo.InvariantCulture, $"{cells.Count}"));
        }

        var values = new Dictionary<string, LogText>(StringComparer.Ordinal);
        var (unset, empty) = (Encoding.UTF8.GetBytes(head.Unset), Encoding.UTF8.GetBytes(head.Empty));
        for (var i = 0; i < cells.Count; i++)
        {
            var raw = cells[i].Bytes.Span;
            if (ZeekRow.Fields.Contains(head.Columns[i]) && !raw.SequenceEqual(unset) && !raw.SequenceEqual(empty))
            {
                values.TryAdd(head.Columns[i], raw.Contains((byte)'\\') ? cells[i] with { Bytes = HexEscapes.Decode(raw), Steps = "hex-escapes" } : cells[i]);
            }
        }

        return ZeekRow.Read(line, head.Path, values);
    }

    static EntryFault NotClosed { get; } = new("cut", "the line with which such a log ends", "another log: it was being written, or the rest is missing");

    static LogHead Columns(LogHead head, ReadOnlySpan<byte> value)
    {
        if (value.Count(head.Separator) >= LogHead.MostColumns)
        {
            return head with { IsPassedOver = true, Fault = new("limit", $"at most {LogHead.MostColumns} columns", "more: the lines below it were not read") };
        }

        return head with { Columns = Encoding.UTF8.GetString(value).Split((char)head.Separator) };
    }
}
