using Klikspaan.Reporting;

namespace Klikspaan.Store;

/// <summary>Counts what was addressed to one recipient: an operator with one customer, or a host alone.</summary>
sealed class RecipientTally
{
    readonly Dictionary<(string Capture, string Host), HostTally> hosts = [];
    readonly SortedDictionary<string, string> sources = new(StringComparer.Ordinal);
    readonly SortedSet<string> categories = new(StringComparer.Ordinal);
    readonly List<ReportedKind> kinds = [];
    string country = Classification.NotEstablished, keySource = "";
    long events, items, uncategorised, kindCount, valueCount;

    public long Bytes => hosts.Values.Sum(h => h.Bytes);

    public void Add(string capture, (DateTimeOffset? First, DateTimeOffset? Last) span, ExchangeRow row)
    {
        if (!hosts.TryGetValue((capture, row.Host), out var host))
        {
            hosts.Add((capture, row.Host), host = new());
        }

        host.Add(span, row);
        (country, keySource, events, items) = (row.Country, row.OnBehalfOfSource, events + row.Events, items + row.Items);
        sources[row.Host] = row.OperatorSource;
    }

    /// <summary>Counts a kind of value; of the kinds no more are held than could be shown, and as many again.</summary>
    public void Add(string capture, DistinctRow row, int most)
    {
        (country, keySource) = (row.Country, row.OnBehalfOfSource);
        sources[row.Host] = row.OperatorSource;
        if (row.Category is Classification.NoValue or Classifying.Classifier.ProtocolCategory)
        {
            return;
        }

        uncategorised += row.Category == Classification.NotEstablished ? row.Count : 0;
        if (row.Category != Classification.NotEstablished)
        {
            categories.Add(row.Category);
        }

        kinds.Add(new(capture, row.Host, row.Event, row.Path, row.Category, row.Rule, row.Count, ExchangeOf(row.First), row.First));
        (kindCount, valueCount) = (kindCount + 1, valueCount + row.Count);
        if (kinds.Count >= 2 * most)
        {
            List<ReportedKind> first = [.. InOrder().Take(most)];
            kinds.Clear();
            kinds.AddRange(first);
        }
    }

    IEnumerable<ReportedKind> InOrder() => kinds.OrderBy(k => k.Category == Classification.NotEstablished).ThenBy(k => k.Category, StringComparer.Ordinal)
        .ThenBy(k => k.Host, StringComparer.Ordinal).ThenBy(k => k.Event, StringComparer.Ordinal).ThenBy(k => k.Path, StringComparer.Ordinal);

    public ReportedRecipient Reported(string name, string behalf, int most)
    {
        var shown = InOrder().Take(most).ToList();
        return new()
        {
            Operator = Known(name), KeyOf = Known(behalf), Country = Known(country), KeySource = keySource,
            OperatorSources = [.. sources.Select(s => (s.Key, s.Value))],
            Hosts = [.. hosts.OrderByDescending(h => h.Value.Bytes).ThenBy(h => h.Key.Host, StringComparer.Ordinal).ThenBy(h => h.Value.Exchange).Select(h => h.Value.Reported(h.Key.Capture, h.Key.Host))],
            Events = events, Items = items, Categories = [.. categories], Uncategorised = uncategorised, Kinds = shown, KindsLeftOut = kindCount - shown.Count, ValuesLeftOut = valueCount - shown.Sum(k => k.Count),
        };
    }

    static string? Known(string text) => text == Classification.NotEstablished ? null : text;

    /// <summary>A locator starts with the capture and, after #, the number of the exchange.</summary>
    static int ExchangeOf(string locator)
    {
        var from = locator.IndexOf('#', StringComparison.Ordinal) + 1;
        var to = locator.IndexOf(' ', from);
        return to > from && int.TryParse(locator.AsSpan(from, to - from), out var number) ? number : 0;
    }
}
