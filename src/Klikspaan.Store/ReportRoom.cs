using Klikspaan.Reporting;

namespace Klikspaan.Store;

/// <summary>How much room is left for exchanges in a report.</summary>
sealed class ReportRoom(ReportLimits limits)
{
    int items = limits.Items, exchanges = limits.Exchanges;

    /// <summary>By capture the exchanges that have a place, and how many of their values.</summary>
    public Dictionary<string, Dictionary<int, int>> Taken { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether nothing fits any more.</summary>
    public bool IsFull => items <= 0 || exchanges <= 0;

    /// <summary>Gives an exchange a place, if there is one for at least so many of its values.</summary>
    public void Take(string capture, int exchange, int count, int least)
    {
        var shown = Math.Min(Math.Min(count, limits.ItemsOfExchange), items);
        if (exchanges <= 0 || shown < Math.Min(least, Math.Min(count, limits.ItemsOfExchange)))
        {
            return;
        }

        if (!Taken.TryGetValue(capture, out var taken))
        {
            Taken.Add(capture, taken = []);
        }

        if (taken.TryAdd(exchange, shown))
        {
            items -= shown;
            exchanges--;
        }
    }
}
