using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Klikspaan.Importing;
using Klikspaan.Knowledge;
using Klikspaan.Translating;

namespace Klikspaan.Tests.Translating;

/// <summary>What TrackHAR finds in a capture, held against what translated protocol files find.</summary>
static partial class TheirValues
{
    public static readonly TrackHarOrigin Origin = new("1.0.0", new(2026, 5, 18));

    /// <summary>These adapters alone, or laid over our facts.</summary>
    public static KnowledgeBase Translate(byte[] adapters, out IReadOnlyList<KnowledgeProblem> problems, bool isLaidOver = false)
    {
        var files = TrackHarImport.Read(new("adapters.json", adapters), Origin, Facts.Knowledge.Categories.Values, out problems);
        var knowledge = KnowledgeReader.Read([.. Facts.Files, .. files], out var mistakes);

        Assert.Empty(mistakes);
        return knowledge with { Protocols = [.. knowledge.Protocols.Where(p => p.IsBase || isLaidOver || p.ImportedFrom.Length > 0)] };
    }

    public static async Task<List<Observation>> ObserveAsync(KnowledgeBase knowledge, byte[] har)
    {
        var observations = new List<Observation>();
        await foreach (var observation in new Pipeline(knowledge, [], Limits.Default, 1).ReadAsync(new MemoryStream(har), new HarReader(), Facts.Capture, TestContext.Current.CancellationToken))
        {
            if (observation.Decoded is { } decoded)
            {
                observations.Add(observation);
                Assert.Equal(observation.Exchange!.BytesOut, decoded.Coverage.Total);
                Assert.All(decoded.Items, i => Follow(i, observation.Number, har));
            }
        }

        return observations;
    }

    static void Follow(DataItem item, int exchange, byte[] file)
    {
        var where = item.Locate(Facts.Capture, exchange);

        Assert.True(Klikspaan.Decoding.Steps.TryFollow(file.AsMemory((int)where.Offset, (int)where.Length), where.Steps, Limits.Default, out var value, out var failed), $"{where}: {failed}");
        Assert.True(value.Span.SequenceEqual(item.Value.Span), where.ToString());
    }

    /// <summary>Compares request by request; how many of their values ours has, and a line for each that only one of both has.</summary>
    public static (int Theirs, int Same, List<string> Differences) Compare(List<Observation> ours, JsonElement theirs)
    {
        var (total, same) = (0, 0);
        var differences = new List<string>();
        for (var i = 0; i < ours.Count; i++)
        {
            var results = theirs[i] is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().ToList() : [];
            var values = Values(ours[i]);
            var isOurs = ours[i].Decoded?.Protocol.StartsWith("trackhar/", StringComparison.Ordinal) == true;
            if (isOurs != (theirs[i].ValueKind == JsonValueKind.Array))
            {
                differences.Add($"request {i + 1}: protocol '{ours[i].Decoded?.Protocol}', theirs {(results.Count > 0 ? results[0].GetProperty("adapter") : theirs[i].ValueKind.ToString())}");
            }

            var wanted = new HashSet<(string, string)>();
            foreach (var result in results)
            {
                total++;
                var property = result.GetProperty("property").GetString()!;
                var leaves = Leaves(result.GetProperty("value")).ToList();
                var isWhole = leaves is [{ IsInner: false }];
                var missing = leaves.Where(l => !values.Exists(v => (v.Properties.Contains(property) || !isWhole) && IsSame(v.Text, l.Text) && !(v.IsNoValue && isWhole))).ToList();
                same += missing.Count == 0 ? 1 : 0;
                differences.AddRange(missing.Select(m => $"request {i + 1}: only theirs: {result.GetProperty("adapter")} {property} {result.GetProperty("context")} {result.GetProperty("path")} = {m.Text}"));
                wanted.UnionWith(leaves.Select(l => (property, Plain(l.Text))));
            }

            differences.AddRange(Kept(values, wanted).Where(v => !v.IsNoValue).SelectMany(v => v.Properties.Where(p => !wanted.Contains((p, Plain(v.Text)))).Take(v.Properties.Exists(p => wanted.Contains((p, Plain(v.Text)))) ? 0 : 1)
                .Select(p => $"request {i + 1}: only ours: {ours[i].Decoded!.Protocol} {p} {v.Item.Part.Name()}:{v.Item.Path} = {v.Text}")));
        }

        return (total, same, differences);
    }

    /// <summary>Of a value that was opened either itself or what it holds: whichever theirs is.</summary>
    static IEnumerable<OurValue> Kept(List<OurValue> values, HashSet<(string, string)> wanted)
    {
        var whole = values.Where(v => v.Item.IsOpened && v.Properties.Exists(p => wanted.Contains((p, Plain(v.Text))))).ToList();
        return values.Where(v => v.Item.IsOpened ? whole.Contains(v) : !whole.Exists(w => IsWithin(v.Item, w.Item)));
    }

    static bool IsWithin(DataItem item, DataItem opened)
    {
        for (var layer = item.Layer; layer is not null; layer = layer.Parent)
        {
            if (ReferenceEquals(layer.Parent, opened.Layer) && layer.Offset == opened.Offset && layer.Length == opened.Length)
            {
                return true;
            }
        }

        return false;
    }

    static List<OurValue> Values(Observation observation)
    {
        var values = new List<OurValue>();
        for (var i = 0; i < (observation.Decoded?.Items.Count ?? 0); i++)
        {
            var item = observation.Decoded!.Items[i];
            if (item.Mapping is { } mapping && mapping.Rule.StartsWith("trackhar/", StringComparison.Ordinal))
            {
                var properties = Property().Matches(For().Match(mapping.Reason).Groups[1].Value).Select(m => m.Groups[1].Value).ToList();
                values.Add(new(item, properties, Encoding.UTF8.GetString(item.Value.Span), observation.Classifications[i].Category == Classification.NoValue));
            }
        }

        return values;
    }

    public static IEnumerable<(string Text, bool IsInner)> Leaves(JsonElement value, bool isInner = false) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Leaves(p.Value, true)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(e => Leaves(e, true)),
        JsonValueKind.Null => [],
        JsonValueKind.String => [(value.GetString()!, isInner)],
        _ => [(value.GetRawText(), isInner)],
    };

    static bool IsSame(string ours, string theirs) => Plain(ours) == Plain(theirs);

    /// <summary>A number as a script writes it.</summary>
    static string Plain(string text) =>
        text.Length < 20 && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number.ToString("R", CultureInfo.InvariantCulture) : text;

    sealed record OurValue(DataItem Item, List<string> Properties, string Text, bool IsNoValue);

    [GeneratedRegex(@" for ((?:'\w+'(?: and )?)+)\. The reason that it gives")]
    private static partial Regex For();

    [GeneratedRegex(@"'(\w+)'")]
    private static partial Regex Property();
}
