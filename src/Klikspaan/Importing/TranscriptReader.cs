using System.Runtime.CompilerServices;

namespace Klikspaan.Importing;

/// <summary>
/// Reads the database in which Windows keeps the diagnostic events that its viewer shows (<c>EventTranscript.db</c>): a SQLite file
/// (https://www.sqlite.org/fileformat2.html). Nothing in it shows that an event was sent, or where to.
/// </summary>
public sealed class TranscriptReader : ICaptureReader
{
    const string Events = "events_persisted";

    /// <inheritdoc/>
    public string Format => "event-transcript";

    /// <inheritdoc/>
    public string Extension => ".db";

    /// <inheritdoc/>
    public string Joined => "-wal";

    /// <inheritdoc/>
    public IReadOnlyList<string> Besides { get; } = ["-journal"];

    /// <inheritdoc/>
    public string ExtensionFor(ReadOnlySpan<byte> head) => DatabaseArchive.IsOne(head) ? ".tar" : Extension;

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head)
    {
        var isJoined = DatabaseArchive.IsOne(head);
        head = isJoined ? head[DatabaseArchive.Block..] : head;
        if (SqliteHeader.Read(head) is not { } header || head.Length <= SqliteHeader.Length)
        {
            return false;
        }

        // Where the first page has no room for the names of all tables, as here it mostly has not, they can stand anywhere: then any database may be one. The same where it
        // has no table yet, and the log of its changes is with it.
        return head[SqliteHeader.Length] == SqliteTree.Interior || (isJoined && head[SqliteHeader.Length..] is [_, _, _, 0, 0, ..]) || head[..Math.Min(head.Length, header.PageBytes)].IndexOf("events_persisted"u8) >= 0;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<CaptureEntry> SplitAsync(Stream stream, Limits limits, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(limits);
        var (file, length) = await ReadAgain.OpenAsync(stream, cancellation).ConfigureAwait(false);
        if (file is null)
        {
            yield return Fault(0, length, "limit", FormattableString.Invariant($"a file that can be gone back in, or one of at most {ReadAgain.MostHeld} bytes"), FormattableString.Invariant($"{length} bytes"));
            yield break;
        }

        if (SqlitePages.Open(file) is not { } pages)
        {
            yield return length < SqliteHeader.Length
                ? Fault(0, length, "cut", "the header of a database", "the end of the file")
                : Fault(0, SqliteHeader.Length, "sqlite", "the header of a database", "something else");
            yield break;
        }

        if (pages.Header.Encoding != 1)
        {
            yield return Fault(0, SqliteHeader.Length, "sqlite", "a database with text in UTF-8", FormattableString.Invariant($"encoding {pages.Header.Encoding}"));
            yield break;
        }

        foreach (var entry in Rows(pages, limits))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return entry;
        }
    }

    /// <inheritdoc/>
    public Exchange? Read(CaptureEntry entry, string capture, ICollection<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(problems);
        if (entry is not TranscriptEntry row)
        {
            throw new ArgumentException("the entry is not of a transcript of events", nameof(entry));
        }

        var (record, table) = (row.Record, row.Table);
        var excerpts = new List<Excerpt>(table.Columns.Count + 8);
        void Add(string expected, string found, string kind = "sqlite") =>
            problems.Add(new(new(capture, entry.Number, MessagePart.Whole, "", entry.Offset, entry.Length, ""), kind, expected, found));
        var payload = table.Find("payload");
        for (var i = 0; i < Math.Min(table.Columns.Count, record.Count); i++)
        {
            var isPayload = i == payload;
            if (record.Value(i, isPayload ? MessagePart.Content : MessagePart.Record, isPayload ? "" : $"/{ItemPath.Escape(table.Columns[i])}") is { } value)
            {
                excerpts.Insert(isPayload ? 0 : excerpts.Count, value);
            }
            else if (!record.IsNull(i))
            {
                Add("a value that does not stand in pieces far apart", $"one of the column {table.Columns[i]} that does, which was not read", "limit");
            }
        }

        if (record.IsNull(payload))
        {
            Add("an event with a payload", "none");
        }

        long? Number(string column) => record.Integer(table.Find(column));
        if (row.Lists.Add(excerpts, Number("full_event_name_hash"), Number("producer_id"), Number("provider_group_id")) is { } limit)
        {
            Add(limit, "more, which are left out", "limit");
        }

        return new() { Number = entry.Number, Offset = entry.Offset, Length = entry.Length, Kind = ExchangeKind.StoredEvent, Excerpts = excerpts };
    }

    static IEnumerable<CaptureEntry> Rows(SqlitePages pages, Limits limits)
    {
        var tables = SqliteTable.All(pages);
        if (tables.TryGetValue(Events, out var table))
        {
            var lists = new TranscriptLists(pages, tables);
            var number = 0;
            foreach (var row in new SqliteTree(pages, limits.EntryBytes).Rows(table.Root))
            {
                yield return row.Fault is { } fault
                    ? new CaptureEntry(++number, row.Offset, row.Length, default, EntryKind.Broken, fault)
                    : new TranscriptEntry(++number, row.Offset, row.Length) { Record = row.Record, Table = table, Lists = lists };
            }
        }
        else if (pages.Missing == 0)
        {
            pages.Losses.Add("sqlite", $"a table {Events}", "none", pages.Start, SqliteHeader.Length);
        }

        foreach (var loss in pages.Losses.Entries())
        {
            yield return loss;
        }

        foreach (var missing in Missing(pages))
        {
            yield return missing;
        }
    }

    /// <summary>What of the file, and of the log of its last changes, is not there.</summary>
    static IEnumerable<CaptureEntry> Missing(SqlitePages pages)
    {
        var header = pages.Header;
        var isCut = pages.Missing > 0 || pages.IsShort;
        if (isCut)
        {
            yield return Fault(
                pages.End, 0, "cut", header.Pages == 0 ? "all pages of the tables" : FormattableString.Invariant($"{header.Pages} pages of {header.PageBytes} bytes"),
                FormattableString.Invariant($"the end of the file after {pages.End - pages.Start} bytes; {pages.Missing} pages that its tables name are not there, and nothing of what stood in or below them"));
        }
        else if (header.HasLog && pages.Log is null)
        {
            yield return Fault(18, 2, "wal", "a database that holds all its changes", "one whose last changes can stand in a file of its own beside it (-wal), which is not part of this capture");
        }

        // Where the archive ends before the database does, the rest is told already.
        if (pages.ArchiveFault is { } archive && !(isCut && archive.Fault?.Kind == "cut"))
        {
            yield return archive;
        }

        if (pages.Log?.Fault is { } log)
        {
            yield return log;
        }
    }

    static CaptureEntry Fault(long offset, long length, string kind, string expected, string found) =>
        new(0, offset, length, default, EntryKind.Broken, new(kind, expected, found));
}
