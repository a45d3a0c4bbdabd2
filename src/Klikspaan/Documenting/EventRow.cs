namespace Klikspaan.Documenting;

/// <summary>A row of a table of events or fields.</summary>
readonly record struct EventRow(string Event, string Field, string Description, string Purpose, string Level, string Says, string Values, string EventDescription)
{
    /// <summary>Puts what the row says to the event: of it, or of a field of it.</summary>
    public void FillIn(DocumentationDraft draft, DocumentedEvent to, long line)
    {
        draft.Describe(to, EventDescription, line);
        to.Level = Level.Length > 0 ? draft.Word(draft.Cut(Level, line, "level")) : to.Level;
        if (Field.Length == 0)
        {
            draft.Describe(to, Description, line);
            to.Purpose = Purpose.Length > 0 ? draft.Word(draft.Cut(Purpose, line, "purpose")) : to.Purpose;
            return;
        }

        if (draft.Field(to, Field, line, Description) is { } field)
        {
            field.Purpose = Purpose.Length > 0 ? draft.Word(draft.Cut(Purpose, line, "purpose")) : field.Purpose;
            field.Says = Statements(draft, Split(Says), line);
            field.Values = Bounded(draft, Split(Values), line);
        }
    }

    /// <summary>Statements that can be held against values; one that is none is told.</summary>
    public static IReadOnlyList<string> Statements(DocumentationDraft draft, IReadOnlyList<string> said, long line)
    {
        foreach (var one in said.Except(DocumentedField.Statements))
        {
            draft.Report(line, $"'{one}' is no statement that can be compared; these are: {string.Join(", ", DocumentedField.Statements)}");
        }

        return [.. DocumentedField.Statements.Intersect(said)];
    }

    /// <summary>Values within the bound; more than that are told.</summary>
    public static IReadOnlyList<string> Bounded(DocumentationDraft draft, IReadOnlyList<string> values, long line)
    {
        if (values.Count <= draft.Limits.Values && values.Sum(v => (long)v.Length) <= draft.Limits.Text)
        {
            return [.. values.Select(DocumentationDraft.Whole)];
        }

        draft.Remark(line, $"the field lists more than {draft.Limits.Values} values, or values of more than {draft.Limits.Text} characters: none was taken in");
        return [];
    }

    static string[] Split(string cell) => cell.Length == 0 ? [] : cell.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
