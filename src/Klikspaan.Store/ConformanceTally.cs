namespace Klikspaan.Store;

/// <summary>Adds up fields of events of a capture that were held against lists, up to a limit.</summary>
/// <param name="most">Most rows.</param>
sealed class ConformanceTally(int most)
{
    readonly Dictionary<string, ConformanceRow> rows = new(StringComparer.Ordinal);

    /// <summary>The rows, by protocol, event and path.</summary>
    public IEnumerable<ConformanceRow> Rows =>
        rows.Values.OrderBy(r => r.Protocol, StringComparer.Ordinal).ThenBy(r => r.Event, StringComparer.Ordinal).ThenBy(r => r.Path, StringComparer.Ordinal).ThenByDescending(r => r.IsSent).ThenBy(r => r.Scope, StringComparer.Ordinal);

    /// <summary>How many rows.</summary>
    public int Count => rows.Count;

    /// <summary>Values of rows beyond the limit.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Adds the next batch, in the order of the capture.</summary>
    public void Add(ConformanceBatch batch)
    {
        foreach (var (key, span) in batch.Fields)
        {
            // Of an event of which no list can speak, one row for all of its fields.
            var path = Array.TrueForAll(span.Found, f => f is null) ? "" : key.Inside();
            var scope = string.Concat(span.Found.Select(f => f is null ? '-' : f.IsCovered switch { true => 'y', false => 'n', null => '?' }));
            var id = string.Join('\0', key.Head.Protocol, key.Head.Event, path, scope, key.Head.IsSent ? "sent" : "");
            if (!rows.TryGetValue(id, out var row))
            {
                if (rows.Count >= most)
                {
                    LeftOut += span.Values;
                    continue;
                }

                rows.Add(id, row = new(key.Head.Protocol, key.Head.Event, path, scope, key.Head.IsSent, span.Found, span.First));
            }

            row.Values += span.Values;
            for (var i = 0; i < row.Contrary.Length; i++)
            {
                row.Contrary[i].Add(span.Contrary[i]);
            }
        }
    }
}

/// <summary>A field of an event in a capture, and how it corresponds with lists.</summary>
/// <param name="Protocol">Protocol file.</param>
/// <param name="Event">Name of the event.</param>
/// <param name="Path">Pointer from the event; empty for all fields of it.</param>
/// <param name="Scope">For each set whether it is about the event.</param>
/// <param name="IsSent">Whether it is shown to have been sent.</param>
/// <param name="Found">How it corresponds with each set.</param>
/// <param name="First">Where the first value stands.</param>
sealed record ConformanceRow(string Protocol, string Event, string Path, string Scope, bool IsSent, FoundIn?[] Found, DistinctPlace First)
{
    /// <summary>How many values.</summary>
    public long Values { get; set; }

    /// <summary>For each set, the values against what it says.</summary>
    public ContraryValues[] Contrary { get; } = [.. Found.Select(_ => new ContraryValues())];
}
