namespace Klikspaan.Reporting;

/// <summary>Where in a document a place in the evidence is shown.</summary>
sealed class ReportAnchors
{
    readonly HashSet<string> ids = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> rows = new(StringComparer.Ordinal), values = new(StringComparer.Ordinal);

    public ReportAnchors(IEnumerable<Block> blocks) => Add(blocks);

    /// <summary>Id of the element that shows it; null when none does.</summary>
    public string? Find(EvidenceId id) =>
        id.Locator.Length > 0 && (rows.TryGetValue(id.Locator, out var row) || values.TryGetValue(Value(id.Locator), out row)) ? row : ids.Contains(id.Anchor) ? id.Anchor : null;

    /// <summary>A locator without its bytes: a planted value is a part of the value that a row shows.</summary>
    static string Value(string locator) => locator.LastIndexOf(" @", StringComparison.Ordinal) is > 0 and var at ? locator[..at] : locator;

    void Add(IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
        {
            switch (block)
            {
                case Heading { Anchor.Length: > 0 } heading:
                    ids.Add(heading.Anchor);
                    break;
                case Grid grid:
                    Add(grid);
                    break;
                case Beside beside:
                    Add(beside.Left);
                    Add(beside.Right);
                    break;
            }
        }
    }

    void Add(Grid grid)
    {
        foreach (var row in grid.Rows.Where(r => r.Anchor.Length > 0))
        {
            ids.Add(row.Anchor);
            if (row.Cells[0] is Fact { Evidence.Ids: [{ Locator.Length: > 0 } id, ..] })
            {
                rows.TryAdd(id.Locator, row.Anchor);
                values.TryAdd(Value(id.Locator), row.Anchor);
            }
        }
    }
}
