namespace Klikspaan.Documenting;

/// <summary>Which column of a table of events or fields holds what, by the words of its head.</summary>
sealed class EventColumns
{
    static readonly string[][] Words =
    [
        ["event", "event name", "events", "name of event"],
        ["field", "field name", "fields", "data field", "property", "property name", "data point"],
        ["description", "meaning", "details", "field description"],
        ["purpose", "purposes"],
        ["level", "data level", "diagnostic data level"],
        ["says", "statement"],
        ["values", "allowed values", "possible values"],
        ["event description"],
    ];

    static readonly string[] Names = ["name", "names", "attribute", "parameter", "key", "column", "column name"];
    readonly int[] at;

    /// <summary>Finds the columns; where it is known that they are of the fields of an event, a name is that of a field.</summary>
    public EventColumns(List<string> head, bool isOfFields = false)
    {
        at = [.. Words.Select(w => head.FindIndex(h => w.Contains(h.Replace('_', ' ').Trim(), StringComparer.OrdinalIgnoreCase)))];
        if (isOfFields && IsNone)
        {
            at[1] = head.FindIndex(h => Names.Contains(h.Trim(), StringComparer.OrdinalIgnoreCase));
        }

        Unknown = [.. head.Where((h, i) => h.Trim().Length > 0 && !at.Contains(i))];
    }

    /// <summary>Columns that are none of these.</summary>
    public IReadOnlyList<string> Unknown { get; }

    /// <summary>Whether rows name fields.</summary>
    public bool HasFields => at[1] >= 0;

    /// <summary>Whether neither events nor fields are named.</summary>
    public bool IsNone => at[0] < 0 && at[1] < 0;

    /// <summary>Whether rows name events.</summary>
    public bool HasEvents => at[0] >= 0;

    /// <summary>What a row says.</summary>
    public EventRow Of(List<string> cells)
    {
        string Cell(int column) => at[column] >= 0 && at[column] < cells.Count ? cells[at[column]].Trim() : "";
        return new(Cell(0), Cell(1), Cell(2), Cell(3), Cell(4), Cell(5), Cell(6), Cell(7));
    }
}
