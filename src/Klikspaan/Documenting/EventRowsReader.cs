using System.Buffers;
using System.Text;

namespace Klikspaan.Documenting;

/// <summary>Reads a table of events and fields as CSV (RFC 4180): a head with <c>event</c>, and <c>field</c>, <c>description</c>, <c>purpose</c>, <c>level</c>, <c>says</c>, <c>values</c> as far as there are.</summary>
public sealed class EventRowsReader : IDocumentationReader
{
    static readonly SearchValues<char> NoColumn = SearchValues.Create("{}[]:#");

    /// <inheritdoc/>
    public string Form => "csv";

    /// <inheritdoc/>
    public string About => "a table as CSV with the columns event, field, description, purpose, level, says, values";

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head)
    {
        var end = head.IndexOf((byte)'\n');
        var line = Encoding.UTF8.GetString(end < 0 ? head : head[..end]).TrimStart('\uFEFF').TrimEnd('\r');
        return line.Contains(',', StringComparison.Ordinal) && !line.AsSpan().ContainsAny(NoColumn) && new EventColumns([.. line.Split(',').Select(c => c.Trim().Trim('"'))]) is { HasEvents: true };
    }

    /// <inheritdoc/>
    public void Read(Stream stream, DocumentationDraft draft)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(draft);
        var lines = new TextLines(stream, draft.Limits.LineBytes, draft.Limits.FileBytes);
        EventColumns? columns = null;
        var row = new StringBuilder();
        var (begins, isOpen) = (0L, false);
        while (lines.Read(draft) is { } line)
        {
            begins = isOpen ? begins : lines.Number;
            row.Append(isOpen ? "\n" : "").Append(line);
            isOpen ^= line.AsSpan().Count('"') % 2 != 0;
            if (isOpen && row.Length <= draft.Limits.LineBytes)
            {
                continue;
            }

            if (isOpen)
            {
                draft.Report(begins, "a quotation mark has no end: what follows is read from the next line on");
            }
            else if (columns is null)
            {
                columns = new(Cells(row.ToString()));
                Tell(draft, columns, begins);
            }
            else if (row.Length > 0)
            {
                Add(draft, columns.Of(Cells(row.ToString())), begins);
            }

            isOpen = false;
            row.Clear();
        }

        if (isOpen)
        {
            draft.Report(begins, "a quotation mark has no end: the row was not read");
        }
    }

    /// <summary>Tells of columns that are not known: where none names fields, one of them can.</summary>
    static void Tell(DocumentationDraft draft, EventColumns columns, long line)
    {
        foreach (var column in columns.Unknown)
        {
            var message = $"the column '{column}' was not read: it is none of event, field, description, purpose, level, says, values";
            if (columns.HasFields)
            {
                draft.Remark(line, message);
            }
            else
            {
                draft.Report(line, message);
            }
        }
    }

    static void Add(DocumentationDraft draft, EventRow row, long line)
    {
        if (row.Event.Length == 0)
        {
            draft.Report(line, "the row names no event");
            return;
        }

        // A row for each field repeats the name of the event, which is no mistake.
        var to = draft.Find(row.Event) ?? draft.Begin(row.Event, false, line);
        if (to is not null)
        {
            row.FillIn(draft, to, line);
        }
    }

    static List<string> Cells(string row)
    {
        List<string> cells = [];
        var cell = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < row.Length; i++)
        {
            var c = row[i];
            if (c == '"' && isQuoted && i + 1 < row.Length && row[i + 1] == '"')
            {
                cell.Append('"');
                i++;
            }
            else if (c == '"')
            {
                isQuoted = !isQuoted;
            }
            else if (c == ',' && !isQuoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
            {
                cell.Append(c);
            }
        }

        cells.Add(cell.ToString());
        return cells;
    }
}
