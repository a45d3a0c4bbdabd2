using System.Globalization;
using System.Text.RegularExpressions;

namespace Klikspaan.Stages;

/// <summary>What a stage costs.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="File">Where it begins, in the repository; its comment names the share.</param>
/// <param name="Nanoseconds">For each byte of the capture.</param>
/// <param name="Allocated">Bytes of objects that it made, for each byte of the capture; null where it goes from thread to thread, so that nobody counts them.</param>
/// <param name="Share">Of the whole path, from 0 to 1.</param>
sealed partial record StageCost(Stage Stage, string File, double Nanoseconds, double? Allocated, double Share)
{
    /// <summary>The file in which each stage begins.</summary>
    public static IReadOnlyDictionary<Stage, string> Files { get; } = new Dictionary<Stage, string>
    {
        [Stage.Digest] = "src/Klikspaan.Store/DigestStream.cs",
        [Stage.Split] = "src/Klikspaan/Importing/HarScanner.cs",
        [Stage.Read] = "src/Klikspaan/Importing/HarEntry.cs",
        [Stage.Unfold] = "src/Klikspaan/Decoding/Unfolder.cs",
        [Stage.Events] = "src/Klikspaan/Decoding/EventReader.cs",
        [Stage.Coverage] = "src/Klikspaan/Decoding/CoverageCount.cs",
        [Stage.Classify] = "src/Klikspaan/Classifying/Classifier.cs",
        [Stage.Attribute] = "src/Klikspaan/Attributing/Attributor.cs",
        [Stage.Search] = "src/Klikspaan/Classifying/PlantedSearch.cs",
        [Stage.Rows] = "src/Klikspaan.Store/IndexBatch.cs",
    };

    /// <summary>The least of several passes over a capture of so many bytes: what disturbs a machine only adds.</summary>
    public static IReadOnlyList<StageCost> Of(IReadOnlyList<StageClock> passes, long bytes)
    {
        var nanoseconds = Files.Keys.ToDictionary(s => s, s => passes.Min(p => p.Of(s).TotalNanoseconds) / bytes);
        var whole = nanoseconds.Values.Sum();
        return [.. Files.Select(f => new StageCost(f.Key, f.Value, nanoseconds[f.Key], f.Key == Stage.Digest ? null : (double)passes[^1].Allocated(f.Key) / bytes, nanoseconds[f.Key] / whole))];
    }

    /// <summary>A table in Markdown.</summary>
    public static string Table(IReadOnlyList<StageCost> costs) => string.Join('\n',
    [
        "| stage | begins in | ns for a byte of the capture | bytes allocated for one | share |", "|---|---|---|---|---|",
        .. costs.Select(c => string.Create(CultureInfo.InvariantCulture, $"| {Words(c.Stage)} | `{c.File}` | {c.Nanoseconds:0.00} | {c.Allocated?.ToString("0.000", CultureInfo.InvariantCulture) ?? "not counted"} | {c.Percent} % |")),
        string.Create(CultureInfo.InvariantCulture, $"| all | | {costs.Sum(c => c.Nanoseconds):0.00} | {costs.Sum(c => c.Allocated):0.000} | |"), "",
    ]);

    /// <summary>The share as its comment names it.</summary>
    public int Percent => (int)Math.Round(100 * Share);

    /// <summary>The text of its file with the share in the comment.</summary>
    public string Accept(string text) =>
        CostLine().Count(text) == 1 ? CostLine().Replace(text, string.Create(CultureInfo.InvariantCulture, $"Cost: {Percent} % of the path"))
            : throw new InvalidOperationException($"{File} says in no comment, or in several, 'Cost: N % of the path'");

    static string Words(Stage stage) => stage switch
    {
        Stage.Digest => "read, digest, copy",
        Stage.Split => "split into entries",
        Stage.Read => "read an entry",
        Stage.Unfold => "open layers, JSON, paths, values",
        Stage.Events => "events and mappings",
        Stage.Coverage => "account for each byte",
        Stage.Classify => "categories and shapes",
        Stage.Attribute => "recipients",
        Stage.Search => "search for planted values",
        _ => "rows of the index",
    };

    [GeneratedRegex("Cost: [0-9]+ % of the path")]
    private static partial Regex CostLine();
}
