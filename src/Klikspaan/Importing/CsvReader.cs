using System.Runtime.CompilerServices;

namespace Klikspaan.Importing;

/// <summary>
/// Reads records that a viewer of diagnostic data or a vendor's service exported as CSV (RFC 4180): the kinds in <see cref="RecordKind.Columns"/>. Nothing in such a
/// file shows that a device sent anything.
/// </summary>
public sealed class CsvReader : ICaptureReader
{
    /// <inheritdoc/>
    public string Format => "csv-records";

    /// <inheritdoc/>
    public string Extension => ".csv";

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head)
    {
        var lines = new List<CsvLine>();
        new CsvLines(int.MaxValue).Take(TextFeed.Of(head), lines);
        var first = lines.FindIndex(l => !CsvHead.IsAbove(l.Bytes.Span));
        return first is 0 or 1 && CsvHead.Read(lines[first].Bytes).Kind is not null;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<CaptureEntry> SplitAsync(Stream stream, Limits limits, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(limits);
        var records = new Records(limits);
        var lines = new CsvLines(limits.EntryBytes);
        var found = new List<CsvLine>();
        var feed = new TextFeed(stream);
        for (var isMore = true; isMore;)
        {
            found.Clear();
            isMore = await feed.NextAsync(cancellation).ConfigureAwait(false);
            lines.Take(feed, found);
            if (!isMore)
            {
                lines.End(feed, found);
            }

            foreach (var line in found)
            {
                if (records.Take(line, feed.Step) is { } entry)
                {
                    yield return entry;
                }
            }
        }

        foreach (var fault in records.Finish(lines, feed))
        {
            yield return fault;
        }
    }

    /// <inheritdoc/>
    public Exchange? Read(CaptureEntry entry, string capture, ICollection<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(problems);
        if (entry is not CsvEntry { Head: { Kind: { } kind } head } record)
        {
            throw new ArgumentException("the entry is not of a file of CSV", nameof(entry));
        }

        void Add(string kind, long offset, string expected, string found) =>
            problems.Add(new(new(capture, entry.Number, MessagePart.Whole, "", offset, entry.Offset + entry.Length - offset, ""), kind, expected, found));
        var fields = CsvField.Of(record.Bytes.Span, head.Separator, out var oddAt);
        if (oddAt >= 0)
        {
            Add("csv", entry.Place(oddAt), "a quotation mark that ends a field, and at most " + FormattableString.Invariant($"{CsvField.Most} fields"), "something else");
        }

        if (fields.Count != head.Columns.Count)
        {
            Add("csv", entry.Offset, FormattableString.Invariant($"{head.Columns.Count} fields, as the first line names"), FormattableString.Invariant($"{fields.Count}"));
        }

        var excerpts = new List<Excerpt>(fields.Count);
        for (var i = 0; i < fields.Count; i++)
        {
            var name = i < head.Columns.Count ? head.Columns[i] : FormattableString.Invariant($"{i}");
            var isContent = kind.Content.Length > 0 && name == kind.Content;
            if (Piece(record, fields[i], isContent ? MessagePart.Content : MessagePart.Record, isContent ? "" : "/" + ItemPath.Escape(name)) is { Length: > 0 } piece)
            {
                excerpts.Insert(isContent ? 0 : excerpts.Count, piece);
            }
        }

        if (kind.Content.Length > 0 && !excerpts.Exists(e => e.Part == MessagePart.Content))
        {
            Add("csv", entry.Offset, $"a record with a value in the column {kind.Content}", "none");
        }

        return new() { Number = entry.Number, Offset = entry.Offset, Length = entry.Length, Kind = kind.Kind, Excerpts = excerpts };
    }

    static Excerpt Piece(CsvEntry record, CsvField field, MessagePart part, string path) =>
        record.Piece(part, path, record.Place(field.Start), record.Bytes.Span.Slice(field.Start, field.Length), field.HasDoubled ? "csv-quoted" : "", field.Text(record.Bytes));

    /// <summary>Tells the names of the columns from the records below them, and what the exporter lost.</summary>
    sealed class Records(Limits limits)
    {
        /// <summary>The column with the categories of an event.</summary>
        const string ListColumn = "DiagnosticDataCategories";

        /// <summary>What PowerShell writes for a list instead of what is in it.</summary>
        static readonly byte[] TypeOfList = "System.Collections.Generic.List`1["u8.ToArray();
        readonly Losses losses = new();
        CsvHead? head;
        int number, list = -1;
        bool isAbove, isListTold;

        public CaptureEntry? Take(CsvLine line, string step)
        {
            if (line.Length == 0 && !line.IsTooLarge)
            {
                return null;
            }

            if (head is null)
            {
                if (!isAbove && CsvHead.IsAbove(line.Bytes.Span))
                {
                    isAbove = true;
                    return null;
                }

                head = CsvHead.Read(line.Bytes);
                list = head.Columns.ToList().IndexOf(ListColumn);
                if (head.Kind is null)
                {
                    losses.Add("csv", "a line with the names of columns that are known", "another line, so nothing below it was read", line.Offset, line.Length);
                }

                return null;
            }

            if (head.Kind is null)
            {
                return null;
            }

            number++;
            if (line.IsTooLarge)
            {
                return new(number, line.Offset, line.Length, default, EntryKind.Broken, new("limit", FormattableString.Invariant($"a record of at most {limits.EntryBytes} bytes"), FormattableString.Invariant($"{line.Length} bytes")));
            }

            var record = new CsvEntry(number, line.Offset, line.Length, line.Bytes, head) { Step = step };
            LookForList(record);
            return record;
        }

        /// <summary>Tells once of a list that the exporter could not write.</summary>
        void LookForList(CsvEntry record)
        {
            if (isListTold || list < 0 || CsvField.Of(record.Bytes.Span, record.Head.Separator, out _) is not { } fields || fields.Count <= list)
            {
                return;
            }

            var found = record.Bytes.Span.Slice(fields[list].Start, fields[list].Length);
            if (found.StartsWith(TypeOfList))
            {
                isListTold = true;
                losses.Add(
                    "export", $"what stands in {ListColumn}", "the name of the type of a list: this export lost what was in it, for each event",
                    record.Place(fields[list].Start), record.LengthOf(found));
            }
        }

        public IEnumerable<CaptureEntry> Finish(CsvLines lines, TextFeed feed)
        {
            feed.Tell(losses);
            if (lines.IsQuoted)
            {
                losses.Add("cut", "the quotation mark that ends a field", "the end of the file", feed.Position, 0);
            }
            else if (head is null)
            {
                losses.Add("cut", "a line with the names of the columns", "the end of the file", feed.Position, 0);
            }

            return losses.Entries();
        }
    }
}
