using Klikspaan.Reporting;

namespace Klikspaan.Store;

/// <summary>Counts a planted value in one form at one host, from where it was found first.</summary>
sealed class HitTally(string capture, PlantedRow first, ExchangeRow exchange)
{
    readonly SortedSet<string> processes = new(StringComparer.Ordinal);
    bool isSenderUnknown;
    long count, exchanges;
    readonly HashSet<string> captures = new(StringComparer.Ordinal);
    int last;

    public ReportedHit Reported => new(
        first.Label, first.ValueForm, first.EncodingChain, first.Host, first.Operator == Classification.NotEstablished ? null : first.Operator,
        isSenderUnknown ? [] : [.. processes], count, exchanges, [.. captures.Order(StringComparer.Ordinal)], capture, first.Exchange, first.Path, first.Locator, exchange.StartedAt, ExchangeKinds.Find(exchange.Kind) ?? ExchangeKind.Http);

    public void Add(string from, ExchangeRow row)
    {
        count++;
        exchanges += captures.Add(from) || row.Exchange != last ? 1 : 0;
        last = row.Exchange;
        isSenderUnknown |= row.Process.Length == 0;
        if (row.Process.Length > 0 && processes.Count < 20)
        {
            processes.Add(row.Process);
        }
    }
}
