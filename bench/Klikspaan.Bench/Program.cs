using System.Globalization;
using Klikspaan.Bench.Generating;
using Klikspaan.Bench.Measuring;
using Klikspaan.Bench.Scoring;

namespace Klikspaan.Bench;

/// <summary>The commands of the bench; <c>bench/run</c> and <c>bench/gate</c> call them.</summary>
static class Program
{
    const string Words = """
        generate SIZE FILE [SEED]
        score FILE HITS [ITEMS]
        duckdb FILE
        accept PAGE NAME
        compare PRODUCT WORK PEERS SIZES PAIRS MACHINE [PAGE]
        gate PRODUCT WORK PEERS UNJUDGED
        """;

    static int Main(string[] words) => words switch
    {
        ["generate", var size, var file] => Generate(size, file, Session.Seed),
        ["generate", var size, var file, var seed] => Generate(size, file, ulong.Parse(seed, CultureInfo.InvariantCulture)),
        ["score", var capture, var hits] => Scored(Score.Of(capture, Score.Hits(hits))),
        ["score", var capture, var hits, var items] => Math.Max(Scored(Score.Of(capture, Score.Hits(hits))), Scored(ShapeScore.Of(capture, items))),
        ["duckdb", var file] => Say(Duck.Count(file).ToString(CultureInfo.InvariantCulture)),
        ["accept", var page, var name] => Accept(page, name),
        ["compare", var product, var work, var peers, var sizes, var pairs, var machine, .. var page] => Compare(new(product, work, peers, Number(pairs), TimeSpan.FromHours(1)), sizes, machine, page),
        ["gate", var product, var work, var peers, var unjudged] => Judge(new(product, work, peers, 3, TimeSpan.FromSeconds(100)), unjudged),
        _ => Say(Words) + 2,
    };

    static int Generate(string size, string file, ulong seed)
    {
        var isGigabytes = size.EndsWith("GB", StringComparison.OrdinalIgnoreCase);
        var number = double.Parse(size.TrimEnd('M', 'm', 'G', 'g', 'B', 'b'), CultureInfo.InvariantCulture);
        var entries = Files.Write((long)(number * (isGigabytes ? 1e9 : 1e6)), seed, file);
        return Say($"{file}: {new FileInfo(file).Length} bytes, {entries} entries");
    }

    static int Scored(Score score)
    {
        var missed = score.Missed.Take(20).Select(m => $"missed: entry {m.Entry}, {m.Label}, {m.Form}, {m.Place} {string.Join('|', m.Layers)}: {m.Literal}");
        Say(string.Join('\n', score.Lines().Concat(missed)));
        return score.ClaimedRecall.IsWhole && score.Wrong.Count == 0 ? 0 : 1;
    }

    static int Scored(ShapeScore score)
    {
        Say(string.Join('\n', score.Lines()));
        return score.Recall.IsWhole && score.Wrong.Count == 0 ? 0 : 1;
    }

    static int Compare(Session session, string sizes, string machine, string[] page)
    {
        var results = sizes.Split(',').Select(s => session.Measure(Number(s), Peers.All, Number(s) <= 1_000 ? Verb.All : [])).ToList();
        var tables = Report.Write(results, machine);
        foreach (var file in page)
        {
            Report.Accept(file, "figures", tables);
        }

        return Say(tables);
    }

    /// <summary>A small file against one peer, the file that is judged against those with a floor, and a larger one for its memory alone.</summary>
    static int Judge(Session session, string unjudged)
    {
        // What peers find is no floor, and searching once more would take half a minute.
        var judged = Peers.All.Where(p => p.Floor is not null).Select(p => p with { Hits = null }).ToList();
        return Gate.Write(Checks.Of([session.Measure(10, judged.Where(p => p.Program == "jq"), [Verb.All[0]]), session.Measure(100, judged, Verb.All), session.Measure(300, [], [])]), unjudged, Console.Out);
    }

    static int Accept(string page, string name)
    {
        Report.Accept(page, name, Console.In.ReadToEnd());
        return 0;
    }

    static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    static int Say(string text)
    {
        Console.WriteLine(text);
        return 0;
    }
}
