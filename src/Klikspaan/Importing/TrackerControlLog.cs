using System.Globalization;

namespace Klikspaan.Importing;

/// <summary>
/// What the app TrackerControl exports of one app, as CSV: with which hosts it had contact (https://github.com/TrackerControl/tracker-control-android). What it says of who tracks is
/// that app's opinion, and is not read.
/// </summary>
sealed class TrackerControlLog : ILogFormat
{
    static readonly string[][] Heads = [["daddr", "time", "Tracker Name"], ["appname", "remoteIp", "hostname", "timestampt"]];

    /// <inheritdoc/>
    public string Name => "tracker-control";

    /// <inheritdoc/>
    public string Extension => ".csv";

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head) => Head(null, LogLine.First(head)) is { } first && Heads.Any(h => h.All(first.Columns.Contains));

    /// <inheritdoc/>
    public LogHead? Head(LogHead? before, ReadOnlySpan<byte> line) =>
        before is not null ? null
        : LogCells.Commas(LogLine.Of(line), LogHead.MostColumns) is { } cells ? new() { Columns = [.. cells.Select(c => c.ToString())] }
        : new() { IsPassedOver = true, Fault = new("log", "the names of the columns", "something else: the lines below it were not read") };

    /// <inheritdoc/>
    public Exchange? Read(LogLine line)
    {
        var columns = line.Head!.Columns;
        if (LogCells.Commas(line, columns.Count) is not { } cells || cells.Count != columns.Count)
        {
            return line.Refuse("log", string.Create(CultureInfo.InvariantCulture, $"{columns.Count} columns of CSV"), "another number, or a quotation mark that is not closed");
        }

        LogText Of(string column)
        {
            for (var i = 0; i < columns.Count; i++)
            {
                if (columns[i] == column)
                {
                    return cells[i];
                }
            }

            return default;
        }

        var time = Of("time").IsEmpty ? Of("timestampt") : Of("time");
        var contact = new LogContact(line)
        {
            // The app can block a contact, and keeps that too.
            Kind = Of("allowed").Bytes.Span.SequenceEqual("0"u8) ? ExchangeKind.Attempt : ExchangeKind.Contact,
            At = LogTime.Epoch(time.Bytes.Span),
            Scheme = Of("protocol").ToString() switch { "6" => "tcp", "17" => "udp", _ => "" },
            Port = LogContact.PortOf(Of("dport")),
            App = Of("appname").ToString(),
        };
        contact.Address("remoteIp", Of("remoteIp"));
        contact.Name(Of("daddr").IsEmpty ? Of("hostname") : Of("daddr"));
        contact.Host = contact.Host.Length > 0 ? contact.Host : LogContact.HostOf(Of("remoteIp").ToString());
        return contact.Finish();
    }
}
