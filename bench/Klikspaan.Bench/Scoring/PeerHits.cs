using System.Text.Json;
using Klikspaan.Bench.Generating;
using Klikspaan.Bench.Measuring;

namespace Klikspaan.Bench.Scoring;

/// <summary>What peers print, as pairs of an entry and a label.</summary>
static class PeerHits
{
    static readonly ILookup<string, string> Labels = Files.Patterns().ToLookup(s => s.Literal, s => s.Planted.Label, StringComparer.Ordinal);

    /// <summary>Lines "offset:literal"; the entry is that of the offset.</summary>
    public static IEnumerable<(int Entry, string Label)> OfRipgrep(Inputs inputs, string output)
    {
        var rows = Score.Read<TruthRow>(inputs.Har + ".truth.jsonl").Concat(Score.Read<TruthRow>(inputs.Har + ".near.jsonl")).OrderBy(r => r.Start).ToList();
        var starts = rows.ConvertAll(r => r.Start);
        foreach (var line in File.ReadLines(output).Select(l => l.Split(':', 2)).Where(l => l.Length == 2))
        {
            var offset = long.Parse(line[0], null);
            var at = starts.BinarySearch(offset);
            var row = (at < 0 ? ~at - 1 : at) is >= 0 and var i && offset < rows[i].End ? rows[i].Entry : 0;
            foreach (var label in Labels[line[1]])
            {
                yield return (row, label);
            }
        }
    }

    /// <summary>Lines of JSON with the entry and a value that holds, or is, what was looked for.</summary>
    public static IEnumerable<(int Entry, string Label)> OfTrackHar(Inputs inputs, string output) =>
        from line in File.ReadLines(output)
        where line.Length > 0
        let found = JsonDocument.Parse(line).RootElement
        let value = found.GetProperty("value").GetString()
        from label in Labels[value].Concat(PlantedValues.All.Where(p => value.Contains(p.Text, StringComparison.Ordinal)).Select(p => p.Label)).Distinct()
        select (found.GetProperty("entry").GetInt32(), label);
}
