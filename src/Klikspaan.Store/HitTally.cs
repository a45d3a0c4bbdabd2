using Klikspaan.Reporting;

namespace Klikspaan.Store;

/// <summary>Counts a planted value in one form at one host, from where it was found first.</summary>
sealed class HitTally(string capture, PlantedRow first, ExchangeRow exchange)
{
    readonly SortedSet<string> processes = new(StringComparer.Ordinal);
    bool isSenderUnknown;
    long count, exchanges;
    readonly HashSet<string> captures = new(StringComparer.Ordinal);
    (string Capture, int Exchange) last;

    public ReportedHit Reported => new(
        first.Label, first.ValueForm, first.EncodingChain, first.Host, first.Operator == Classification.NotEstablished ? null : first.Operator,
        isSenderUnknown ? [] : [.. processes], count, exchanges, [.. captures.Order(StringComparer.Ordinal)], capture, first.Exchange, first.Path, first.Locator, exchange.StartedAt, ExchangeKinds.Find(exchange.Kind) ?? ExchangeKind.Http);

    /// <summary>Another capture shows the same request: one find, with two pieces of evidence.</summary>
    public void AddAgain(string from) => captures.Add(from);

    public void Add(string from, ExchangeRow row)
    {
        count++;
        captures.Add(from);
        exchanges += (from, row.Exchange) != last ? 1 : 0;
        last = (from, row.Exchange);
        isSenderUnknown |= row.Process.Length == 0;
        if (row.Process.Length > 0 && processes.Count < 20)
        {
            processes.Add(row.Process);
        }
    }
}
