using System.Globalization;
using System.Text;

namespace Klikspaan.Importing;

/// <summary>
/// Logs in the Extended Log File Format of the W3C (https://www.w3.org/TR/WD-logfile.html), as servers and proxies write them: a line #Fields names what each word is.
/// Who asked (address, user) is of the persons recorded: it is not read.
/// </summary>
sealed class W3cLog : ILogFormat
{
    static readonly string[] HostNames = ["cs-host", "cs-uri-host", "r-host", "r-dns", "cs(Host)"];
    static readonly string[] Addresses = ["r-ip", "s-dns", "s-ip"];
    static readonly string[] Targets = ["cs-uri", "cs-uri-stem", "cs-uri-path"];

    /// <inheritdoc/>
    public string Name => "w3c-log";

    /// <inheritdoc/>
    public string Extension => ".log";

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head)
    {
        LogHead? known = null;
        while (head.TrimStart("\r\n"u8) is [(byte)'#', ..] line && line.IndexOf((byte)'\n') is >= 0 and var end)
        {
            known = Head(known, line[..end].TrimEnd("\r"u8));
            head = line[(end + 1)..];
        }

        return known is { IsPassedOver: false } && known.Columns.Any(c => HostNames.Contains(c) || Addresses.Contains(c) || c == "cs-uri");
    }

    /// <inheritdoc/>
    public LogHead? Head(LogHead? before, ReadOnlySpan<byte> line)
    {
        const string Fields = "#Fields:";
        if (!line.StartsWith("#"u8))
        {
            return null;
        }

        var head = (before ?? new()) with { Fault = null };
        if (!line.StartsWith("#Fields:"u8))
        {
            return head;
        }

        // Some write tabs between the words, and spaces in them.
        var names = line[Fields.Length..].Trim(" \t"u8);
        var isTabbed = names.Contains((byte)'\t');
        if (names.Count(isTabbed ? (byte)'\t' : (byte)' ') >= LogHead.MostColumns)
        {
            return head with { IsPassedOver = true, Fault = new("limit", $"at most {LogHead.MostColumns} columns", "more: the lines below it were not read") };
        }

        return head with { IsPassedOver = false, Separator = isTabbed ? (byte)'\t' : (byte)' ', Columns = Encoding.UTF8.GetString(names).Split(isTabbed ? '\t' : ' ', StringSplitOptions.RemoveEmptyEntries) };
    }

    /// <inheritdoc/>
    public Exchange? Read(LogLine line)
    {
        if (line.Head is not { Columns.Count: > 0 } head)
        {
            return line.Refuse("log", "a line #Fields above it", "none");
        }

        var cells = head.Separator == '\t' ? LogCells.Separated(line, (byte)'\t', head.Columns.Count) : LogCells.Words(line, head.Columns.Count + 1, LogCells.Undoubled, (byte)'"');
        if (cells is null || cells.Count != head.Columns.Count)
        {
            return line.Refuse("log", string.Create(CultureInfo.InvariantCulture, $"{head.Columns.Count} words, as #Fields names them"), cells is null || cells.Count > head.Columns.Count ? "more" : string.Create(CultureInfo.InvariantCulture, $"{cells.Count}"));
        }

        var row = new Dictionary<string, LogText>(StringComparer.Ordinal);
        for (var i = 0; i < cells.Count; i++)
        {
            if (!cells[i].Bytes.Span.SequenceEqual("-"u8))
            {
                row.TryAdd(head.Columns[i], cells[i]);
            }
        }

        return Contact(line, head, row).Finish();
    }

    static LogContact Contact(LogLine line, LogHead head, Dictionary<string, LogText> row)
    {
        LogText Of(string field) => row.GetValueOrDefault(field);
        LogText First(params ReadOnlySpan<string> fields)
        {
            foreach (var field in fields)
            {
                if (row.TryGetValue(field, out var value))
                {
                    return value;
                }
            }

            return default;
        }

        var contact = new LogContact(line)
        {
            // Both are in universal time (section Date); what a program calls local has no zone.
            At = LogTime.Universal(Of("date").ToString(), Of("time").ToString()),
            Method = Of("cs-method").ToString(),
            Scheme = First("cs-uri-scheme", "cs-protocol").ToString().ToLowerInvariant(),
            Port = LogContact.PortOf(First("cs-uri-port", "r-port", "s-port")),
            Status = LogContact.StatusOf(Of("sc-status")),
            BytesIn = LogContact.Number(Of("sc-bytes")),
        };
        contact.HostHeader(Of("cs(Host)"));
        contact.Name(First("cs-host", "cs-uri-host", "r-host", "r-dns"));
        contact.Target(First(Targets));
        contact.Query(Of("cs-uri-query"));
        foreach (var (field, value) in row)
        {
            if (field.StartsWith("cs(", StringComparison.Ordinal) && field.EndsWith(')') && field != "cs(Host)")
            {
                contact.Header(field[3..^1].ToLowerInvariant(), value);
            }
        }

        // A server knows itself by its address; of a proxy that address is not whom the request was for.
        var isOfServer = !head.Columns.Any(c => c.StartsWith("r-", StringComparison.Ordinal) || c is "cs-host" or "cs-uri-host" or "cs-uri");
        contact.Address("r-ip", Of("r-ip"));
        contact.Host = contact.Host.Length > 0 ? contact.Host : LogContact.HostOf(isOfServer ? First(Addresses).ToString() : Of("r-ip").ToString());
        return contact;
    }
}
