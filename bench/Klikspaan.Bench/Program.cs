using System.Globalization;
using Klikspaan.Bench.Generating;
using Klikspaan.Bench.Scoring;

namespace Klikspaan.Bench;

/// <summary>The commands of the bench; <c>bench/run</c> calls them.</summary>
static class Program
{
    const ulong Seed = 20260105;

    static int Main(string[] words) => words switch
    {
        ["generate", var size, var file] => Generate(size, file, Seed),
        ["generate", var size, var file, var seed] => Generate(size, file, ulong.Parse(seed, CultureInfo.InvariantCulture)),
        ["score", var capture, var hits] => Scored(Score.Of(capture, Score.Hits(hits))),
        _ => Usage(),
    };

    static int Generate(string size, string file, ulong seed)
    {
        var megabytes = double.Parse(size.Replace("MB", "", StringComparison.OrdinalIgnoreCase), CultureInfo.InvariantCulture);
        var entries = Files.Write((long)(megabytes * 1_000_000), seed, file);
        Console.WriteLine($"{file}: {new FileInfo(file).Length} bytes, {entries} entries");
        return 0;
    }

    static int Scored(Score score)
    {
        foreach (var line in score.Lines().Concat(score.Missed.Take(20).Select(m => $"missed: entry {m.Entry}, {m.Label}, {m.Form}, {m.Place} {string.Join('|', m.Layers)}: {m.Literal}")))
        {
            Console.WriteLine(line);
        }

        return score.Recall.IsWhole && score.Wrong.Count == 0 ? 0 : 1;
    }

    static int Usage()
    {
        Console.Error.WriteLine("generate SIZE FILE [SEED] | score FILE HITS");
        return 2;
    }
}
