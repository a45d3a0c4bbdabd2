using System.Text.Json;
using Klikspaan.Bench.Generating;

namespace Klikspaan.Bench.Scoring;

/// <summary>What was found, held against what was planted: pairs of an entry and a label count.</summary>
sealed class Score
{
    readonly List<(TruthRow Row, bool IsFound)> planted;
    readonly List<TruthRow> near;

    public Score(IEnumerable<TruthRow> truth, IEnumerable<TruthRow> near, IEnumerable<(int Entry, string Label)> hits)
    {
        var found = hits.ToHashSet();
        planted = [.. truth.Select(t => (t, found.Contains((t.Entry, t.Label))))];
        var right = planted.Select(p => (p.Row.Entry, p.Row.Label)).ToHashSet();
        Wrong = [.. found.Where(f => !right.Contains(f)).Order()];
        this.near = [.. near];
    }

    /// <summary>Of all that was planted.</summary>
    public Share Recall => Of(planted);

    /// <summary>Of what was planted in a form that the product claims to find.</summary>
    public Share ClaimedRecall => Of([.. planted.Where(p => !Forms.NotClaimed.Contains(p.Row.Form.Split(" (")[0]))]);

    /// <summary>Pairs that were found and not planted.</summary>
    public IReadOnlyList<(int Entry, string Label)> Wrong { get; }

    /// <summary>Reads lines of JSON.</summary>
    public static IEnumerable<T> Read<T>(string file) => File.ReadLines(file).Where(l => l.Length > 0).Select(l => JsonSerializer.Deserialize<T>(l)!);

    /// <summary>Scores the output of the product, or of a program that writes such lines, for a generated capture.</summary>
    public static Score Of(string capture, IEnumerable<(int Entry, string Label)> hits) =>
        new(Read<TruthRow>(capture + ".truth.jsonl"), Read<TruthRow>(capture + ".near.jsonl"), hits);

    /// <summary>The product's output as pairs.</summary>
    public static IEnumerable<(int Entry, string Label)> Hits(string file) => Read<Hit>(file).Select(h => (h.Exchange, h.Label));

    /// <summary>A line for all, then one for each form, place and layer, worst first, and one for each wrong pair with what stands there.</summary>
    public IEnumerable<string> Lines()
    {
        yield return $"recall {ClaimedRecall} of the forms that are claimed, {Recall} of all; wrong pairs {Wrong.Count}";
        foreach (var line in Group("form", r => [r.Form.Split(" (")[0]]).Concat(Group("place", r => [r.Place])).Concat(Group("layer", Layers)))
        {
            yield return line;
        }

        foreach (var (entry, label) in Wrong)
        {
            var miss = near.Find(n => n.Entry == entry);
            yield return $"wrong: entry {entry}, {label}; {(miss is null ? "nothing like it was put there" : $"{miss.Form} of {miss.Label}: {miss.Literal}")}";
        }
    }

    /// <summary>What was planted and not found.</summary>
    public IEnumerable<TruthRow> Missed => planted.Where(p => !p.IsFound).Select(p => p.Row);

    IEnumerable<string> Group(string name, Func<TruthRow, IEnumerable<string>> keys) =>
        from p in planted
        from key in keys(p.Row)
        group p by key into same
        let share = Of([.. same])
        orderby share.Planted == 0 ? 0 : (double)share.Found / share.Planted, same.Key
        select $"{name} {same.Key}: {share}";

    static IEnumerable<string> Layers(TruthRow row) => row.Layers.Count == 0 ? ["none"] : row.Layers.Select(l => l.Split(' ')[0]).Distinct();

    static Share Of(List<(TruthRow Row, bool IsFound)> rows) => new(rows.Count(r => r.IsFound), rows.Count);
}
