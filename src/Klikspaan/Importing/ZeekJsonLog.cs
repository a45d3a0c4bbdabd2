namespace Klikspaan.Importing;

/// <summary>Logs of Zeek as lines of JSON: conn, dns, http, ssl and quic, also in one file. Rows of other logs are kept as events, of which it is not shown that anything was sent.</summary>
sealed class ZeekJsonLog : ILogFormat
{
    /// <inheritdoc/>
    public string Name => "zeek-json";

    /// <inheritdoc/>
    public string Extension => ".ndjson";

    /// <inheritdoc/>
    public bool ShowsItsEnd => true;

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head)
    {
        var line = LogLine.First(head);
        return JsonRow.Read(LogLine.Of(line), ZeekRow.Fields) is { } row && row.ContainsKey("ts") && ZeekRow.KindOf(row).Length > 0;
    }

    /// <inheritdoc/>
    public Exchange? Read(LogLine line) =>
        JsonRow.Read(line, ZeekRow.Fields) is not { } row ? line.Stored()
        : ZeekRow.KindOf(row) is { Length: > 0 } kind ? ZeekRow.Read(line, kind, row)
        : line.Stored();
}
