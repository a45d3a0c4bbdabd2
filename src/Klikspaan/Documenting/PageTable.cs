namespace Klikspaan.Documenting;

/// <summary>A table of a page; one whose head names events or fields is read, others are not.</summary>
sealed class PageTable
{
    readonly EventColumns columns;
    DocumentedEvent? current;

    /// <summary>Begins with the line of its head, which below the name of an event need not say that it is of fields.</summary>
    public PageTable(DocumentationDraft draft, PageSection section, ReadOnlySpan<char> head, long number, bool isBare)
    {
        IsBare = isBare;
        columns = new(Cells(head).ConvertAll(c => PageText.Plain(c)), section.TakesTable);
        if (columns.IsNone)
        {
            draft.Report(number, "a table whose head names neither events nor fields was not read");
        }
    }

    /// <summary>Whether its lines do not begin with a bar.</summary>
    public bool IsBare { get; }

    /// <summary>Whether a line parts the head of a table from its rows.</summary>
    public static bool IsRule(ReadOnlySpan<char> line) => line.Contains('|') && line.Contains('-') && !line.ContainsAnyExcept("|-: \t");

    /// <summary>Adds a line below the head.</summary>
    public void Add(DocumentationDraft draft, PageSection section, ReadOnlySpan<char> line, long number)
    {
        if (columns.IsNone || !line.ContainsAnyExcept("|-: \t"))
        {
            return;
        }

        var row = columns.Of(Cells(line).ConvertAll(c => PageText.Plain(c)));
        if (columns.HasEvents)
        {
            current = row.Event.Length > 0 ? draft.Find(row.Event) ?? draft.Begin(row.Event, false, number) : current;
            if (current is null)
            {
                draft.Report(number, "the row of a table names no event");
                return;
            }

            row.FillIn(draft, current, number);
        }
        else if (row.Field.Length > 0)
        {
            section.Add(draft, row.Field, row.Description, number, 0);
        }
        else
        {
            draft.Report(number, "the row of a table names no field");
        }
    }

    static List<string> Cells(ReadOnlySpan<char> line)
    {
        List<string> cells = [];
        var rest = line.Trim();
        rest = rest is ['|', .. var after] ? after : rest;
        rest = rest is [.. var before, '|'] && rest is not [.., '\\', '|'] ? before : rest;
        var from = 0;
        for (var i = 0; i <= rest.Length; i++)
        {
            if (i == rest.Length || (rest[i] == '|' && (i == 0 || rest[i - 1] != '\\')))
            {
                cells.Add(rest[from..i].Trim().ToString());
                from = i + 1;
            }
        }

        return cells;
    }
}
