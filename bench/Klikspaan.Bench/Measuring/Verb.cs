namespace Klikspaan.Bench.Measuring;

/// <summary>Another command of the product, on a dossier with one imported capture.</summary>
/// <param name="Words">Its arguments.</param>
/// <param name="Most">The most memory that it may take with two workers, in MB, whatever the size of the capture.</param>
sealed record Verb(string Words, double Most)
{
    /// <summary>All that are measured: those that only list, that count kinds of values, that write a report, and that sort with a database.</summary>
    public static IReadOnlyList<Verb> All { get; } =
    [
        new("show recipients", 96),
        new("show items --format ndjson", 160),
        new("show disclosures --format ndjson", 160),
        new("report", 240),
        new("show items --sort path --limit 20", 1_100),
    ];
}
