using System.Globalization;

namespace Klikspaan.Importing;

/// <summary>
/// The table of questions in the database of Pi-hole, as SQLite writes it as CSV with the names of its columns (https://docs.pi-hole.net/database/query-database/). Who asked is of the
/// persons recorded, and what was answered was not sent: neither is read.
/// </summary>
sealed class PiholeLog : ILogFormat
{
    static readonly string[] Needed = ["timestamp", "type", "status", "domain", "client"];

    /// <inheritdoc/>
    public string Name => "pihole-queries";

    /// <inheritdoc/>
    public string Extension => ".csv";

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head) => Head(null, LogLine.First(head)) is { } first && Needed.All(first.Columns.Contains);

    /// <inheritdoc/>
    public LogHead? Head(LogHead? before, ReadOnlySpan<byte> line) =>
        before is not null ? null
        : LogCells.Commas(LogLine.Of(line), LogHead.MostColumns) is { } cells && cells.Select(c => c.ToString()).ToList() is var columns && Needed.All(columns.Contains) ? new() { Columns = columns }
        : new() { IsPassedOver = true, Fault = new("log", "the names of the columns", "something else: the lines below it were not read") };

    /// <inheritdoc/>
    public Exchange? Read(LogLine line)
    {
        var columns = line.Head!.Columns;
        if (LogCells.Commas(line, columns.Count) is not { } cells || cells.Count != columns.Count)
        {
            return line.Refuse("log", string.Create(CultureInfo.InvariantCulture, $"{columns.Count} columns of CSV"), "another number, or a quotation mark that is not closed");
        }

        LogText Of(string column) => cells[columns.TakeWhile(c => c != column).Count()];
        var name = Of("domain");
        if (LogContact.Number(name) is not null)
        {
            return line.Refuse("log", "a name that was looked up", "the number of a name that stands in another table: export the table queries");
        }

        var contact = new LogContact(line) { Kind = ExchangeKind.Dns, At = LogTime.Epoch(Of("timestamp").Bytes.Span) };
        contact.Name(name);
        return contact.Finish();
    }
}
