using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Klikspaan.Reporting;

namespace Klikspaan.Tests.Reporting;

/// <summary>Reads reports as a reader would.</summary>
static partial class Reports
{
    /// <summary>The formats, by their names on the command line.</summary>
    public static IEnumerable<string> Formats => ReportWriters.All.Select(w => w.Format);

    /// <summary>The report as text; it must be made.</summary>
    public static async Task<string> TextAsync(Workplace place, string format, params string[] more)
    {
        var run = await place.DoAsync(["report", "--lang", "en", "--to", format, "-o", "-", .. more]);
        Assert.Equal((0, ""), (run.Code, run.Error));
        return run.Out;
    }

    /// <summary>The report as a tree.</summary>
    public static async Task<JsonElement> TreeAsync(Workplace place, params string[] more) => Parse(await TextAsync(place, "json", more));

    /// <summary>JSON as a tree.</summary>
    public static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    /// <summary>Every object in the tree that has this key, in order.</summary>
    public static IEnumerable<JsonElement> With(JsonElement tree, string key) => tree.ValueKind switch
    {
        JsonValueKind.Object => (tree.TryGetProperty(key, out _) ? [tree] : Array.Empty<JsonElement>()).Concat(tree.EnumerateObject().SelectMany(p => With(p.Value, key))),
        JsonValueKind.Array => tree.EnumerateArray().SelectMany(e => With(e, key)),
        _ => [],
    };

    /// <summary>Every text in the tree.</summary>
    public static List<string> Texts(JsonElement tree) => [.. With(tree, "text").Where(e => e.GetProperty("text").ValueKind == JsonValueKind.String).Select(e => e.GetProperty("text").GetString()!)];

    /// <summary>The texts of the sentences with this key.</summary>
    public static List<string> Said(JsonElement tree, string key) => [.. With(tree, "key").Where(e => e.GetProperty("key").GetString() == key).Select(e => e.GetProperty("text").GetString()!)];

    /// <summary>The blocks of a chapter as a tree.</summary>
    public static JsonElement Chapter(JsonElement tree, string anchor)
    {
        static string? Anchor(JsonElement block) => block.GetProperty("block").GetString() == "heading" && block.GetProperty("level").GetInt32() == 2 ? block.GetProperty("anchor").GetString() : null;
        return JsonSerializer.SerializeToElement(tree.GetProperty("blocks").EnumerateArray().SkipWhile(b => Anchor(b) != anchor).Take(1)
            .Concat(tree.GetProperty("blocks").EnumerateArray().SkipWhile(b => Anchor(b) != anchor).Skip(1).TakeWhile(b => Anchor(b) is null)));
    }

    /// <summary>The cells of the tables in a tree, row by row.</summary>
    public static List<string[]> Rows(JsonElement tree) => [.. With(tree, "cells").Select(r => r.GetProperty("cells").EnumerateArray().Select(c => c.GetProperty("text").GetString()!).ToArray())];

    /// <summary>A number as a report in English writes it.</summary>
    public static long Number(string text) => long.Parse(text.Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The rows that <c>show</c> gives.</summary>
    public static async Task<List<JsonElement>> ShowAsync(Workplace place, string table) =>
        [.. Parse((await place.DoAsync("show", table, "--format", "json")).Out).EnumerateArray()];

    /// <summary>All that a reader of the rendered bytes has: the hex digits of all dumps one after the other, and the text beside them; a byte that is not shown is a dot.</summary>
    public static (string Hex, string Text) Dumped(string report)
    {
        var (hex, text) = (new StringBuilder(), new StringBuilder());
        foreach (Match json in JsonHex().Matches(report))
        {
            hex.Append(json.Groups[1].Value);
        }

        foreach (var match in System.Net.WebUtility.HtmlDecode(Tag().Replace(report.Replace("<pre>", "\n", StringComparison.Ordinal), "")).Split('\n').Select(l => DumpLine().Match(l)).Where(m => m.Success))
        {
            hex.Append(match.Groups[1].Value.Replace(" ", "", StringComparison.Ordinal));
            text.Append(match.Groups[2].Value);
        }

        return (hex.ToString(), text.ToString());
    }

    [GeneratedRegex("\"hex\": \"([^\"]*)\"")]
    private static partial Regex JsonHex();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex("^ *[0-9a-f]{6}  ((?:(?:[0-9a-f]{2}|··) ){1,16}) *(.*)$")]
    private static partial Regex DumpLine();
}
