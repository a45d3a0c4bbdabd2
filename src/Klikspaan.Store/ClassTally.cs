namespace Klikspaan.Store;

/// <summary>Adds up values and requests by class over all captures, up to a limit.</summary>
sealed class ClassTally(int most)
{
    readonly OrderedDictionary<ClassKey, ClassRow> rows = [];

    /// <summary>The rows: content first, then by host and event.</summary>
    public IReadOnlyList<ClassRow> Rows =>
    [
        .. rows.Values.OrderBy(r => r.Key.Observed.Class == DataClass.NotEstablished).ThenBy(r => r.Key.Observed.Class).ThenBy(r => r.Key.Within == DataClass.NotEstablished).ThenByDescending(r => r.Key.Within)
            .ThenBy(r => r.Key.Host, StringComparer.Ordinal).ThenBy(r => r.Key.Event, StringComparer.Ordinal).ThenBy(r => r.Key.Path, StringComparer.Ordinal).ThenBy(r => r.Key.Observed.Reason, StringComparer.Ordinal)
            .ThenBy(r => r.Key.Operator, StringComparer.Ordinal).ThenBy(r => r.Key.Protocol, StringComparer.Ordinal),
    ];

    /// <summary>Values of rows beyond the limit.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Adds the next batch, in the order of the capture.</summary>
    public void Add(ClassBatch batch, string capture)
    {
        foreach (var (key, span) in batch.Rows)
        {
            if (!rows.TryGetValue(key, out var row))
            {
                if (rows.Count >= most)
                {
                    LeftOut += span.Values;
                    continue;
                }

                rows.Add(key, row = new(key, span.First.In(capture)));
            }

            row.Values += span.Values;
            row.Exchanges += span.Exchanges;
            row.Last = span.Last.In(capture);
            row.Captures.Add(capture);
        }
    }
}

/// <summary>Values of one class and one reason, in one event to one host.</summary>
/// <param name="Key">What it is about.</param>
/// <param name="First">Where the first stands.</param>
sealed record ClassRow(ClassKey Key, Locator First)
{
    /// <summary>Values.</summary>
    public long Values { get; set; }

    /// <summary>Requests and other exchanges.</summary>
    public long Exchanges { get; set; }

    /// <summary>Where the last stands.</summary>
    public Locator Last { get; set; }

    /// <summary>SHA-256 of the captures, in order.</summary>
    public SortedSet<string> Captures { get; } = new(StringComparer.Ordinal);
}
