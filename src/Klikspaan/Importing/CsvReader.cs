using System.Runtime.CompilerServices;

namespace Klikspaan.Importing;

/// <summary>
/// Reads records that a viewer of diagnostic data or a vendor's service exported as CSV (RFC 4180): the kinds in <see cref="RecordKind.Columns"/>. Nothing in such a
/// file shows that a device sent anything.
/// </summary>
public sealed class CsvReader : ICaptureReader
{
    const int BlockBytes = 1 << 16;

    /// <inheritdoc/>
    public string Format => "csv-records";

    /// <inheritdoc/>
    public string Extension => ".csv";

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head)
    {
        var lines = new List<CsvLine>();
        new CsvLines(head.Length).Take(head, lines);
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
        var block = new byte[BlockBytes];
        int read;
        do
        {
            found.Clear();
            read = await stream.ReadAsync(block, cancellation).ConfigureAwait(false);
            lines.Take(block.AsSpan(0, read), found);
            if (read == 0)
            {
                lines.End(found);
            }

            foreach (var line in found)
            {
                if (records.Take(line) is { } entry)
                {
                    yield return entry;
                }
            }
        }
        while (read > 0);

        foreach (var fault in records.Finish(lines))
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
            Add("csv", entry.Offset + oddAt, "a quotation mark that ends a field, and at most " + FormattableString.Invariant($"{CsvField.Most} fields"), "something else");
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
            if (fields[i].Length > 0)
            {
                excerpts.Insert(isContent ? 0 : excerpts.Count, Excerpt(record, fields[i], isContent ? MessagePart.Content : MessagePart.Record, isContent ? "" : "/" + ItemPath.Escape(name)));
            }
        }

        if (kind.Content.Length > 0 && !excerpts.Exists(e => e.Part == MessagePart.Content))
        {
            Add("csv", entry.Offset, $"a record with a value in the column {kind.Content}", "none");
        }

        return new() { Number = entry.Number, Offset = entry.Offset, Length = entry.Length, Kind = kind.Kind, Excerpts = excerpts };
    }

    static Excerpt Excerpt(CsvEntry record, CsvField field, MessagePart part, string path) =>
        new(part, path, record.Offset + field.Start, field.Length, field.HasDoubled ? "csv-quoted" : "", field.Text(record.Bytes));

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

        public CaptureEntry? Take(CsvLine line)
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

            LookForList(line, head);
            return new CsvEntry(number, line.Offset, line.Length, line.Bytes, head);
        }

        /// <summary>Tells once of a list that the exporter could not write.</summary>
        void LookForList(CsvLine line, CsvHead names)
        {
            if (isListTold || list < 0 || CsvField.Of(line.Bytes.Span, names.Separator, out _) is not { } fields || fields.Count <= list)
            {
                return;
            }

            if (line.Bytes.Span.Slice(fields[list].Start, fields[list].Length).StartsWith(TypeOfList))
            {
                isListTold = true;
                losses.Add(
                    "export", $"what stands in {ListColumn}", "the name of the type of a list: this export lost what was in it, for each event",
                    line.Offset + fields[list].Start, fields[list].Length);
            }
        }

        public IEnumerable<CaptureEntry> Finish(CsvLines lines)
        {
            if (lines.IsQuoted)
            {
                losses.Add("cut", "the quotation mark that ends a field", "the end of the file", lines.Position, 0);
            }
            else if (head is null)
            {
                losses.Add("cut", "a line with the names of the columns", "the end of the file", lines.Position, 0);
            }

            return losses.Entries();
        }
    }
}
