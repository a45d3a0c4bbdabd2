namespace Klikspaan.Store;

/// <summary>Adds up what was recorded of a subject over all captures, up to a limit.</summary>
/// <param name="subject">Code of the subject.</param>
/// <param name="most">Most rows, and most different values.</param>
/// <param name="mostTimes">Most events of which the moments are held.</param>
sealed class SubjectTally(string subject, int most, int mostTimes)
{
    int times;

    /// <summary>Code of the subject.</summary>
    public string Subject => subject;

    /// <summary>What was recorded, in order of first sight.</summary>
    public OrderedDictionary<SubjectKey, SubjectRow> Rows { get; } = [];

    /// <summary>What is known of each value, by the value as it is compared.</summary>
    public Dictionary<string, SubjectValue> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>The planted values of the subject's captures, by label.</summary>
    public OrderedDictionary<string, PlantedValue> Planted { get; } = [];

    /// <summary>The hosts that it was sent to.</summary>
    public HashSet<string> Hosts { get; } = new(StringComparer.Ordinal);

    /// <summary>What was recorded beyond the limit.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Captures of the subject that count.</summary>
    public List<ManifestEntry> Captures { get; } = [];

    /// <summary>Captures of the subject of which nothing reached a vendor, as they were recorded in a sinkhole.</summary>
    public List<ManifestEntry> Sinkholes { get; } = [];

    /// <summary>Adds the next batch, in the order of the capture.</summary>
    public void Add(SubjectBatch batch, string capture)
    {
        foreach (var (key, span) in batch.Seen)
        {
            if (!Rows.TryGetValue(key, out var row))
            {
                if (Rows.Count >= most)
                {
                    LeftOut += span.Count;
                    continue;
                }

                Rows.Add(key, row = new(key, span.Place.In(capture)));
            }

            row.Count += span.Count;
            row.First = IdentifierSpan.Earlier(row.First, span.First);
            row.Hosts.UnionWith(span.Hosts);
            var room = Math.Max(0, mostTimes - times);
            row.Times.AddRange(span.Times.Take(room));
            times += Math.Min(room, span.Times.Count);
            if (key.What == SubjectKey.Identifier)
            {
                Know(key.Name, batch.Values[key.Name]);
            }
        }

        foreach (var host in batch.Hosts.Where(_ => Hosts.Count < most))
        {
            Hosts.Add(host);
        }
    }

    /// <summary>Marks the values that a capture of somebody else holds too.</summary>
    public void Share(IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            if (Values.TryGetValue(value, out var known))
            {
                known.IsShared = true;
            }
        }
    }

    void Know(string value, SubjectValue one)
    {
        if (!Values.TryAdd(value, one) && one.IsSecret)
        {
            (Values[value].Text, Values[value].IsSecret) = (one.Text, true);
        }
    }
}

/// <summary>Something that was recorded of a subject.</summary>
/// <param name="Key">What.</param>
/// <param name="Place">Where it stands first.</param>
sealed record SubjectRow(SubjectKey Key, Locator Place)
{
    /// <summary>How often.</summary>
    public long Count { get; set; }

    /// <summary>When first; null when no capture says.</summary>
    public DateTimeOffset? First { get; set; }

    /// <summary>At which hosts.</summary>
    public SortedSet<string> Hosts { get; } = new(StringComparer.Ordinal);

    /// <summary>Of an event the time that each states of itself, and when each was sent.</summary>
    public List<(string Own, DateTimeOffset? Sent)> Times { get; } = [];
}
