using Klikspaan.Linking;

namespace Klikspaan.Store;

/// <summary>Adds up what was sent of the device and what was stored on it, over all captures, up to a limit.</summary>
/// <param name="most">Most rows, and most files.</param>
/// <param name="mostValues">Most different values that are compared with those in files.</param>
sealed class DeviceTally(int most, int mostValues)
{
    /// <summary>Values of files that are held, at most.</summary>
    public const int MostHeld = 200_000;

    readonly OrderedDictionary<DeviceKey, DeviceRow> rows = [];
    readonly IdentifierTally sent = new(mostValues);
    readonly List<DeviceFile> files = [];
    long held;
    Dictionary<string, List<IdentifierPlace>>? places;

    /// <summary>The rows: what was sent first, what rests on planted values before categories.</summary>
    public IReadOnlyList<DeviceRow> Rows =>
    [
        .. rows.Values.OrderBy(r => r.Key.IsStored).ThenBy(r => Array.IndexOf(Strength, r.Key.By)).ThenBy(r => r.Key.What, StringComparer.Ordinal).ThenBy(r => r.Key.Host, StringComparer.Ordinal)
            .ThenBy(r => r.Key.Event, StringComparer.Ordinal).ThenBy(r => r.Key.Path, StringComparer.Ordinal).ThenBy(r => r.Key.Choice, StringComparer.Ordinal).ThenBy(r => r.Key.Operator, StringComparer.Ordinal),
    ];

    static readonly string[] Strength = [DeviceKey.Invented, DeviceKey.Listed, DeviceKey.ByProtocol, DeviceKey.ByRule, DeviceKey.Cookie];

    /// <summary>The files, in order of captures.</summary>
    public IReadOnlyList<DeviceFile> Files => files;

    /// <summary>Values of rows, and files, beyond the limit.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Sent values that were not compared with those in files, since there were too many.</summary>
    public long NotCompared => sent.LeftOut;

    /// <summary>The fields of requests in which a value stood that stands in this file too, in order.</summary>
    public IReadOnlyList<IdentifierPlace> SentFrom(DeviceFile file)
    {
        places ??= sent.Places(files.SelectMany(f => f.Values).ToHashSet(StringComparer.Ordinal));
        return [.. file.Values.SelectMany(v => places.GetValueOrDefault(v) ?? []).Distinct().Order(IdentifierPlace.Order)];
    }

    /// <summary>Of a database the tables and rows in which values stand that stood in requests too, in order.</summary>
    public IReadOnlyList<string> CellsSent(DeviceFile file)
    {
        _ = SentFrom(file);
        return [.. file.Cells.Where(c => places!.ContainsKey(c.Key)).Select(c => c.Value).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Adds the next batch, in the order of the capture.</summary>
    public void Add(DeviceBatch batch, string capture, Func<int, RunContext> run)
    {
        sent.Add(batch.Sent, capture, run);
        foreach (var file in batch.Files)
        {
            if (files.Count < most)
            {
                // So many files, each with so many values, must not fill the memory: what is beyond is said to be cut.
                held += file.Values.Count;
                files.Add(held <= MostHeld ? file : file with { Values = new HashSet<string>(), Cells = new Dictionary<string, string>(), IsCut = true });
            }
            else
            {
                LeftOut++;
            }
        }

        foreach (var (key, span) in batch.Rows)
        {
            if (!rows.TryGetValue(key, out var row))
            {
                if (rows.Count >= most)
                {
                    LeftOut += span.Values;
                    continue;
                }

                rows.Add(key, row = new(key, span.Place.In(capture)));
            }

            row.Values += span.Values;
            row.Requests += span.Requests;
            row.Forms.UnionWith(span.Forms);
            row.First = IdentifierSpan.Earlier(row.First, span.First);
            row.Last = IdentifierSpan.Later(row.Last, span.Last);
            row.Captures.Add(capture);
        }
    }
}

/// <summary>Values that stand for one thing of the device, in one field to one host; or a cookie.</summary>
/// <param name="Key">What it is about.</param>
/// <param name="Place">Where the first stands.</param>
sealed record DeviceRow(DeviceKey Key, Locator Place)
{
    /// <summary>Values.</summary>
    public long Values { get; set; }

    /// <summary>Requests.</summary>
    public long Requests { get; set; }

    /// <summary>Forms of a planted value.</summary>
    public SortedSet<string> Forms { get; } = new(StringComparer.Ordinal);

    /// <summary>When the first and the last were sent; null when no capture says.</summary>
    public DateTimeOffset? First { get; set; }

    /// <inheritdoc cref="First"/>
    public DateTimeOffset? Last { get; set; }

    /// <summary>SHA-256 of the captures, in order.</summary>
    public SortedSet<string> Captures { get; } = new(StringComparer.Ordinal);
}
