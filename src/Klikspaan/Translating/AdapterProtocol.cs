using System.Globalization;
using System.Text;

namespace Klikspaan.Translating;

/// <summary>Writes one adapter as a protocol file.</summary>
sealed class AdapterProtocol(Adapter adapter, TrackHarOrigin origin, IReadOnlyDictionary<string, string> categories)
{
    /// <summary>What it takes for no value anywhere, in any case; the empty text stands for spaces.</summary>
    static readonly string[] Placeholders = ["", "unknown", "null", "undefined", "none", "n/a", "nan", "00000000-0000-0000-0000-000000000000", "\"\"", "''", "[object Object]"];

    readonly StringBuilder text = new();
    readonly Dictionary<string, int> links = new(StringComparer.Ordinal);

    /// <summary>The file; what is wrong in the adapter is reported by it.</summary>
    public string Text(string id)
    {
        var name = $"{adapter.Required(adapter.Node, "tracker")}/{adapter.Required(adapter.Node, "slug")}";
        var paths = new AdapterPaths(adapter);
        var entries = paths.Entries();
        foreach (var reason in entries.SelectMany(e => e.Says).Select(s => s.Reason).Where(IsLink))
        {
            links.TryAdd(reason, links.Count);
        }

        Line(0, $"# Translated from TrackHAR {ProtocolText.Quote(origin.Version)}, adapter {ProtocolText.Quote(name)}, licence CC0-1.0. No sample of our own proves it.");
        if (paths.Unreached > 0)
        {
            Line(0, $"# {paths.Unreached} of its paths lead nowhere: no step of it makes what they speak of.");
        }

        Line(0, $"id: trackhar/{id}");
        Line(0, $"name: {ProtocolText.Quote($"{adapter.Optional(adapter.Node, "aname")} ({adapter.Required(adapter.Node, "name")})".Trim())}");
        Line(0, "imported: trackhar");
        Sources(name);
        Line(0, $"placeholders: [{string.Join(", ", Placeholders.Select(ProtocolText.Quote))}]");
        Endpoints();
        Line(0, paths.Orders.Count > 0 ? "layers:" : "");
        foreach (var (path, steps) in paths.Orders)
        {
            Line(1, $"- path: {ProtocolText.Quote(path)}");
            Line(1, $"  as: [{string.Join(", ", steps.Select(ProtocolText.Quote))}]");
        }

        Line(0, "events:");
        Line(1, "- kind: request");
        Line(1, "  each: \"whole:\"");
        Line(0, entries.Count > 0 ? "items:" : "");
        foreach (var entry in entries)
        {
            Entry(entry);
        }

        return text.ToString();
    }

    static bool IsLink(string reason) => reason.StartsWith("https://", StringComparison.Ordinal) || reason.StartsWith("http://", StringComparison.Ordinal);

    void Sources(string name)
    {
        Line(0, "sources:");
        Source("trackhar", "https://www.npmjs.com/package/trackhar", $"The adapter {name} of TrackHAR {origin.Version} (CC0-1.0) names these fields and what it takes them for. It was translated, not tested against recordings.");
        foreach (var (link, number) in links.OrderBy(l => l.Value))
        {
            Source(LinkId(number), link, "TrackHAR gives this address as its reason. It was not read for the translation.");
        }
    }

    void Source(string id, string url, string says)
    {
        Line(1, $"- id: {id}");
        Line(1, $"  url: {ProtocolText.Quote(url)}");
        Line(1, $"  date: {origin.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
        Line(1, $"  says: {ProtocolText.Quote(says)}");
        Line(1, "  certainty: uncertain");
    }

    static string LinkId(int index) => string.Create(CultureInfo.InvariantCulture, $"reason-{index + 1}");

    void Endpoints()
    {
        var match = adapter.Node.Member("match");
        var condition = AdapterEndpoint.Condition(adapter.Optional(adapter.Node, "match"));
        if (condition is null)
        {
            adapter.Report(match!, "'match' asks something of a request that is not known here");
        }

        Line(0, "endpoints:");
        foreach (var url in adapter.List("urls"))
        {
            if (url.Text is { } address && AdapterEndpoint.Lines(address) is { } lines)
            {
                lines.AddRange(condition ?? []);
                for (var i = 0; i < lines.Count; i++)
                {
                    Line(1, (i == 0 ? "- " : "  ") + lines[i]);
                }
            }
            else
            {
                adapter.Report(url, "an address must be an http address or an expression for one");
            }
        }
    }

    void Entry(AdapterEntry entry)
    {
        var category = entry.Says.Select(s => categories.GetValueOrDefault(s.Property)).FirstOrDefault(c => c is not null);
        if (category is null)
        {
            adapter.Report(adapter.Node, $"no category of the vocabulary names the property '{entry.Says[0].Property}'");
        }

        var place = entry.Place;
        Line(1, $"- path: {ProtocolText.Quote(entry.IsTested || place.IsWholePart ? place.Pattern : place.Pattern + "/**")}");
        Line(1, $"  category: {category}");
        Line(1, $"  reason: {ProtocolText.Quote(Reason(entry))}");
        Line(1, $"  source: {(entry.Says.Select(s => links.GetValueOrDefault(s.Reason, -1)).FirstOrDefault(i => i >= 0, -1) is >= 0 and var link ? LinkId(link) : "trackhar")}");
        Optional("placeholders", entry.Placeholders.Count > 0 ? $"[{string.Join(", ", entry.Placeholders.Select(ProtocolText.Quote))}]" : null);
        Optional("named", place.Named is null ? null : ProtocolText.Quote(place.Named));
        Optional("only", entry.Only is null ? null : ProtocolText.Quote(entry.Only));
        Optional("not", entry.Not is null ? null : ProtocolText.Quote(entry.Not));
        Optional("where", place.Where.IsEmpty ? null : $"[{string.Join(", ", place.Where.Select(w => ProtocolText.Quote($"{string.Concat(Enumerable.Repeat("../", place.Segments.Length - w.Depth))}{w.Pointer}={w.Value}")))}]");
    }

    string Reason(AdapterEntry entry)
    {
        var properties = string.Join(" and ", entry.Says.Select(s => $"'{s.Property}'").Distinct());
        var reasons = string.Join("; ", entry.Says.Select(s => s.Reason).Distinct());
        return $"TrackHAR {origin.Version} takes {string.Join(", ", entry.Says.Select(s => s.Path).Distinct())} for {properties}. The reason that it gives: {reasons}.";
    }

    void Optional(string key, string? value)
    {
        if (value is not null)
        {
            Line(1, $"  {key}: {value}");
        }
    }

    void Line(int level, string line)
    {
        if (line.Length > 0)
        {
            text.Append(' ', 2 * level).Append(line).Append('\n');
        }
    }
}
