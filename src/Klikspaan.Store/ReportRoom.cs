using Klikspaan.Reporting;

namespace Klikspaan.Store;

/// <summary>How much room is left for exchanges in a report.</summary>
sealed class ReportRoom(ReportLimits limits)
{
    int items = limits.Items, exchanges = limits.Exchanges;

    /// <summary>The exchanges that have a place, by capture.</summary>
    public Dictionary<string, HashSet<int>> Taken { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether nothing fits any more.</summary>
    public bool IsFull => items <= 0 || exchanges <= 0;

    /// <summary>Gives an exchange a place, if there is one.</summary>
    public void Take(string capture, int exchange, int count)
    {
        var shown = Math.Min(count, limits.ItemsOfExchange);
        if (exchanges <= 0 || shown > items)
        {
            return;
        }

        if (!Taken.TryGetValue(capture, out var taken))
        {
            Taken.Add(capture, taken = []);
        }

        if (taken.Add(exchange))
        {
            items -= shown;
            exchanges--;
        }
    }
}
