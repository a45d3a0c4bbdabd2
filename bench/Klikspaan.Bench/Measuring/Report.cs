using static Klikspaan.Bench.Measuring.Checks;

namespace Klikspaan.Bench.Measuring;

/// <summary>The figures as Markdown.</summary>
static class Report
{
    /// <summary>Two tables: what was asked, and each program.</summary>
    public static string Write(IReadOnlyList<SizeResult> results, string machine) => string.Join('\n',
    [
        machine, "",
        "| what | floor | target | ours | kept | load |", "|---|---|---|---|---|---|",
        .. Of(results).Select(c => $"| {c.Name} | {c.Floor} | {c.Target} | {c.Measured} | {(c.IsShownOnly ? "shown only" : c.Passed switch { true when c.IsHeld => "**no**, held", true => "yes", false => "**no**", null => "not measured" })} | {c.Load} |"),
        "",
        "| program | MB | cpu s | MB per cpu-s | wall s | peak MB | cpu: ours / its | peak: ours / its | recall | wrong pairs | load |", "|---|---|---|---|---|---|---|---|---|---|---|",
        .. results.SelectMany(Rows),
    ]) + "\n";

    /// <summary>Puts tables between the marks of this name in a page.</summary>
    public static void Accept(string page, string name, string tables)
    {
        var (start, end) = ($"<!-- {name} -->", $"<!-- end of {name} -->");
        var text = File.ReadAllText(page);
        var (from, to) = (text.IndexOf(start, StringComparison.Ordinal), text.IndexOf(end, StringComparison.Ordinal));
        if (from < 0 || to < from)
        {
            throw new InvalidOperationException($"{page} has no marks {start} and {end}");
        }

        File.WriteAllText(page, $"{text[..(from + start.Length)]}\n\n{tables}\n{text[to..]}");
    }

    static IEnumerable<string> Rows(SizeResult result) =>
    [
        $"| **Klikspaan** | {result.Size} | {Figures(result.Ours, result)} | | | {Recall(result.Score)} | {result.Load} |",
        .. result.Peers.Select(p => p.Pairs is { } pairs
            ? $"| {p.Peer.Name} | {result.Size} | {Figures(pairs.Theirs, result)} | {Spread(pairs)} | {Text(pairs.Peak, "0.00")} | {Recall(p.Score)} | {p.Load} |"
            : $"| {p.Peer.Name} | {result.Size} | {p.Absent} | | | | | | | | {p.Load} |"),
    ];

    static string Figures(Run run, SizeResult result) =>
        $"{Text(run.Cpu, "0.00")} | {Text(result.Megabytes / Math.Max(run.Cpu, 0.01), "0.0")} | {Text(run.Wall, "0.00")} | {Text(run.Peak, "0")}";

    static string Recall(Scoring.Score? score) => score is null ? "does not search | " : $"{score.Recall} (searched for: {score.ClaimedRecall}) | {score.Wrong.Count}";
}
