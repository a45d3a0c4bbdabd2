using System.Globalization;

namespace Klikspaan.Reporting;

/// <summary>Turns what was observed in one exchange into what a report shows of it.</summary>
public static class ExchangeReader
{
    /// <summary>Reads it.</summary>
    /// <param name="observation">What was observed; it has an exchange.</param>
    /// <param name="capture">SHA-256 of the capture.</param>
    /// <param name="cited">Locators on which findings rest.</param>
    /// <param name="limits">The bounds to keep.</param>
    /// <param name="most">How many values may be shown, besides those in which a finding saw a planted value.</param>
    /// <param name="lines">How many lines of bytes may still be shown.</param>
    public static ReportedExchange Read(Observation observation, string capture, IReadOnlySet<string> cited, ReportLimits limits, int most, int lines)
    {
        ArgumentNullException.ThrowIfNull(observation);
        ArgumentNullException.ThrowIfNull(cited);
        ArgumentNullException.ThrowIfNull(limits);
        var exchange = observation.Exchange ?? throw new ArgumentException("there is no exchange in it", nameof(observation));
        var marks = new ByteMarks(exchange);
        var items = Items(observation, capture, cited, limits, most, marks);
        return new()
        {
            Capture = capture,
            Number = exchange.Number,
            Kind = exchange.Kind,
            At = exchange.StartedAt,
            Method = Masking.Show(exchange.Method),
            Host = Masking.Show(exchange.Host),
            Path = Masking.Show(exchange.Path),
            Status = exchange.Status,
            Process = Process(exchange.Sender),
            Bytes = exchange.BytesOut,
            Offset = exchange.Offset,
            Length = exchange.Length,
            Items = items,
            ItemsLeftOut = observation.Decoded!.Items.Count(i => !i.IsOpened) - items.Count,
            Pieces = limits.ShowValues ? Pieces(exchange, marks, items, Math.Min(lines, limits.DumpLinesOfExchange)) : [],
        };
    }

    static List<ReportedItem> Items(Observation observation, string capture, IReadOnlySet<string> cited, ReportLimits limits, int most, ByteMarks marks)
    {
        var found = observation.Hits.ToLookup(h => (h.Where.Part, h.Where.Path));
        var must = new List<ReportedItem>();
        var cite = new List<ReportedItem>();
        var rest = new List<ReportedItem>();
        var number = 0;
        for (var i = 0; i < observation.Decoded!.Items.Count; i++)
        {
            var (item, classification) = (observation.Decoded.Items[i], observation.Classifications[i]);
            if (item.IsOpened)
            {
                continue;
            }

            number++;
            var mark = marks.Add(item, number, classification.IsSecret);
            var hits = found[(item.Part, item.Path)];
            var locator = Masking.Show(item.Locate(capture, observation.Number).ToString());
            var rank = hits.Any(h => cited.Contains(Masking.Show(h.Where.ToString()))) ? must : hits.Any() || cited.Contains(locator) ? cite : rest;
            if (rank != must && rank.Count >= most)
            {
                continue;
            }

            rank.Add(new(
                number, $"{item.Part.Name()}:{Masking.Show(item.Path)}",
                limits.ShowValues || classification.IsSecret ? Masking.Show(item, classification, reveal: false) : "", item.Value.Length,
                classification.Category, classification.Basis, classification.Rule, classification.Reason, locator,
                [.. hits.Select(h => (h.Label, h.Written)).Distinct()], rank != rest, mark));
        }

        return [.. must.Concat(cite.Concat(rest).Take(Math.Max(0, most - must.Count))).OrderBy(i => i.Number)];
    }

    static List<ReportedPiece> Pieces(Exchange exchange, ByteMarks marks, List<ReportedItem> items, int lines)
    {
        var planted = items.Where(i => i.Planted.Count > 0).Select(i => i.Mark).ToHashSet();
        var cited = items.Where(i => i.IsCited).Select(i => i.Mark).ToHashSet();
        var pieces = new List<ReportedPiece>();
        foreach (var excerpt in exchange.Excerpts.OrderBy(e => e.Part is MessagePart.Content or MessagePart.Message ? 0 : 1))
        {
            var chosen = lines > 0 ? ByteLines.Of(excerpt.Bytes, marks.Of(excerpt), planted, cited, lines) : [];
            lines -= chosen.Count;
            pieces.Add(new(excerpt.Part, Masking.Show(excerpt.Path), excerpt.Offset, excerpt.Length, excerpt.Steps, excerpt.Bytes.Length, chosen));
        }

        return pieces;
    }

    static string Process(Sender? sender) =>
        sender is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{sender.Executable[(sender.Executable.LastIndexOf('/') + 1)..]}{(sender.Pid is { } pid ? $" ({pid})" : "")}");
}
