using Klikspaan.Bench.Generating;

namespace Klikspaan.Bench.Scoring;

/// <summary>What was known by its shape, held against what was put there: a whole value of an entry counts.</summary>
sealed class ShapeScore
{
    /// <summary>Where the product claims to know each shape; elsewhere rules for cookies, header fields and paths come first.</summary>
    static readonly string[] Claimed = ["query", "body", "message"];

    public ShapeScore(IEnumerable<TruthRow> rows, IEnumerable<Item> items)
    {
        var known = items.Where(i => i.Basis == "shape of the value").Select(i => (i.Exchange, i.Value, Kind(i.Rule))).ToHashSet();
        var all = rows.ToList();
        var put = all.Where(r => Shapes.Kind(r.Form).Length > 0).Select(r => (Row: r, IsFound: known.Contains((r.Entry, r.Literal, Shapes.Kind(r.Form))))).ToList();
        var claimed = put.Where(p => Claimed.Contains(p.Row.Place)).ToList();
        Recall = new(claimed.Count(p => p.IsFound), claimed.Count);
        Missed = [.. claimed.Where(p => !p.IsFound).Select(p => p.Row)];
        var values = known.Select(k => (k.Exchange, k.Value)).ToHashSet();
        Wrong = [.. all.Where(r => Shapes.Kind(r.Form).Length == 0 && values.Contains((r.Entry, r.Literal)))];
    }

    /// <summary>Of those that stand where the product claims to know them.</summary>
    public Share Recall { get; }

    /// <summary>Those of them that were not known.</summary>
    public IReadOnlyList<TruthRow> Missed { get; }

    /// <summary>What was taken for an identifier and is none.</summary>
    public IReadOnlyList<TruthRow> Wrong { get; }

    /// <summary>Scores the output of the product for a generated capture.</summary>
    public static ShapeScore Of(string capture, string items) => new(Score.Read<TruthRow>(capture + ".shapes.jsonl"), Score.Read<Item>(items));

    /// <summary>A line for all, and one for each that was missed or taken for what it is not.</summary>
    public IEnumerable<string> Lines() =>
    [
        $"identifiers by shape {Recall}; taken for one {Wrong.Count}",
        .. Missed.Select(m => $"missed: entry {m.Entry}, {m.Form}, {m.Place} {string.Join('|', m.Layers)}: {m.Literal}"),
        .. Wrong.Select(w => $"wrong: entry {w.Entry}, {w.Form}: {w.Literal}"),
    ];

    /// <summary>The kind of identifier that a rule is about.</summary>
    static string Kind(string rule) => rule switch
    {
        "rules/shapes/guid" => "guid",
        "rules/person/email" => "e-mail",
        "rules/network/mac-address" => "mac",
        "rules/network/ip-address" or "rules/network/ip-private" => "ip",
        _ => "",
    };
}
