using Klikspaan.Reporting;

namespace Klikspaan.Store;

/// <summary>Adds up the indexes of captures for a report; what it holds is bounded by the limits, not by the captures.</summary>
sealed class ReportTally(ReportLimits limits)
{
    // What shows how clocks run is no find.
    readonly HashSet<string> markers = new(StringComparer.Ordinal);
    readonly Dictionary<(string Operator, string Behalf, string Host), RecipientTally> recipients = [];
    readonly Dictionary<(string Capture, ExchangeKind Kind, string Host), ReportedContact> contacts = [];
    readonly Dictionary<(string Label, string Form, string Host), HitTally> hits = [];
    readonly Dictionary<(string Capture, string Host), HostTally> early = [];
    readonly HashSet<string> hosts = new(StringComparer.Ordinal), hostsLeftOut = new(StringComparer.Ordinal);
    readonly SortedSet<string> found = new(StringComparer.Ordinal);
    readonly Dictionary<string, long> earlyLeftOut = new(StringComparer.Ordinal);
    readonly HashSet<ExchangeKind> contactsLeftOut = [];
    long requestsLeftOut;

    public List<ReportedCapture> Captures { get; } = [];

    public List<ReportedProblem> Problems { get; } = [];

    public (long Hosts, long Requests) HostsLeftOut => (hostsLeftOut.Count, requestsLeftOut);

    public long HitsLeftOut { get; private set; }

    public IReadOnlyCollection<string> Found => found;

    public IReadOnlySet<ExchangeKind> ContactsLeftOut => contactsLeftOut;

    public IReadOnlyDictionary<string, long> BeforeFirstStepLeftOut => earlyLeftOut;

    /// <param name="dossier">The dossier.</param>
    /// <param name="capture">The capture.</param>
    /// <param name="index">Its index.</param>
    /// <param name="kinds">The distinct kinds of values; none for a summary, which does not tell of them.</param>
    public void Add(Dossier dossier, ManifestEntry capture, CaptureIndex index, IReadOnlyList<DistinctRow> kinds)
    {
        var (steps, finder) = (dossier.StepsOf(capture), dossier.CausesOf(capture));
        var counts = new CaptureTally();
        var sealedCounts = index.Counts();
        var span = (sealedCounts.First, sealedCounts.Last);
        markers.UnionWith(dossier.Planted.Where(p => p.Kind == PlantedValue.Marker).Select(p => p.Label));
        using var planted = index.Planted().GetEnumerator();
        var hasHit = planted.MoveNext();
        foreach (var row in index.Outline())
        {
            counts.Add(row, finder);
            if (row.IsCounted)
            {
                Sent(capture.Sha256, span, steps, row);
            }
            else if (row.Sighting is null && ExchangeKinds.Find(row.Kind) is { } kind && !kind.IsWrittenDown())
            {
                Contact(capture.Sha256, row);
            }

            // Both lists are in the order of the capture.
            for (; hasHit && planted.Current.Exchange <= row.Exchange; hasHit = planted.MoveNext())
            {
                Hit(capture.Sha256, planted.Current, row);
            }
        }

        Captures.Add(counts.Reported(dossier, capture, index, steps));
        MarkContacted(capture.Sha256, index);

        foreach (var row in kinds)
        {
            Kind(capture.Sha256, row);
        }

        Problems.AddRange(index.Problems().Take(limits.Rows - Problems.Count).Select(p => new ReportedProblem(capture.Sha256, p.Exchange, p.Kind, p.Offset, p.Expected, p.Found)));
    }

    public List<ReportedRecipient> Recipients()
    {
        var kinds = limits.Kinds;
        var made = new List<ReportedRecipient>();
        foreach (var (key, tally) in recipients.OrderByDescending(r => r.Value.Bytes)
            .ThenBy(r => r.Key.Operator, StringComparer.Ordinal).ThenBy(r => r.Key.Behalf, StringComparer.Ordinal).ThenBy(r => r.Key.Host, StringComparer.Ordinal))
        {
            made.Add(tally.Reported(key.Operator, key.Behalf, Math.Min(kinds, limits.KindsOfRecipient)));
            kinds -= made[^1].Kinds.Count;
        }

        return made;
    }

    public List<ReportedHit> Hits() =>
        [.. hits.OrderBy(h => h.Key.Label, StringComparer.Ordinal).ThenBy(h => h.Key.Form, StringComparer.Ordinal).ThenBy(h => h.Key.Host, StringComparer.Ordinal).Select(h => h.Value.Reported)];

    public List<ReportedContact> Contacts() =>
        [.. contacts.OrderBy(c => c.Key.Kind).ThenBy(c => c.Key.Host, StringComparer.Ordinal).ThenBy(c => c.Value.Exchange).Select(c => c.Value)];

    public List<ReportedHost> BeforeFirstStep() =>
        [.. early.OrderBy(e => e.Value.Exchange).ThenBy(e => e.Key.Host, StringComparer.Ordinal).Select(e => e.Value.Reported(e.Key.Capture, e.Key.Host))];

    void Sent(string capture, (DateTimeOffset? First, DateTimeOffset? Last) span, IReadOnlyList<ScenarioStep> steps, ExchangeRow row)
    {
        if (steps.Count > 0 && row.StartedAt < steps[0].Start)
        {
            Early(capture, span, row);
        }

        if (!hosts.Contains(row.Host) && hosts.Count >= limits.Hosts)
        {
            requestsLeftOut++;
            if (hostsLeftOut.Count < limits.Hosts * 100)
            {
                hostsLeftOut.Add(row.Host);
            }

            return;
        }

        hosts.Add(row.Host);
        Find(row.Operator, row.OnBehalfOf, row.Host).Add(capture, span, row);
    }

    /// <summary>Has room of its own: where the hosts of earlier captures fill the other, it must not be said that nothing was sent.</summary>
    void Early(string capture, (DateTimeOffset? First, DateTimeOffset? Last) span, ExchangeRow row)
    {
        var key = (capture, row.Host);
        if (early.Count < limits.Hosts || early.ContainsKey(key))
        {
            Find(early, key).Add(span, row);
        }
        else
        {
            earlyLeftOut[capture] = earlyLeftOut.GetValueOrDefault(capture) + 1;
        }
    }

    void Contact(string capture, ExchangeRow row)
    {
        var key = (capture, ExchangeKinds.Find(row.Kind)!.Value, row.Host.Length > 0 ? row.Host : row.Path);
        if (contacts.TryGetValue(key, out var there))
        {
            contacts[key] = there with { Count = there.Count + 1 };
        }
        else if (contacts.Count < limits.Hosts)
        {
            contacts.Add(key, new(capture, key.Value, key.Item3, 1, row.Exchange, row.StartedAt, false));
        }
        else
        {
            contactsLeftOut.Add(key.Value);
        }
    }

    /// <summary>A look-up can stand after what it led to, so the rows are read once more; only hosts that are listed are held.</summary>
    void MarkContacted(string capture, CaptureIndex index)
    {
        if (!contacts.Keys.Any(c => c.Capture == capture && c.Kind == ExchangeKind.Dns))
        {
            return;
        }

        foreach (var row in index.Outline().Where(r => r.Kind != ExchangeKind.Dns.Name()))
        {
            if (contacts.TryGetValue((capture, ExchangeKind.Dns, row.Host), out var contact))
            {
                contacts[(capture, ExchangeKind.Dns, row.Host)] = contact with { WasContacted = true };
            }
        }
    }

    void Hit(string capture, PlantedRow row, ExchangeRow exchange)
    {
        if (markers.Contains(row.Label))
        {
            return;
        }

        found.Add(row.Label);
        if (exchange.Sighting?.IsMore(row) == false && hits.TryGetValue((row.Label, row.ValueForm, row.Host), out var there))
        {
            there.AddAgain(capture);
            return;
        }

        var key = (row.Label, row.ValueForm, row.Host);
        if (!hits.TryGetValue(key, out var hit))
        {
            if (hits.Count >= limits.Rows)
            {
                HitsLeftOut++;
                return;
            }

            hits.Add(key, hit = new(capture, row, exchange));
        }

        hit.Add(capture, exchange);
    }

    void Kind(string capture, DistinctRow row)
    {
        if (hosts.Contains(row.Host))
        {
            Find(row.Operator, row.OnBehalfOf, row.Host).Add(capture, row, limits.KindsOfRecipient);
        }
    }

    RecipientTally Find(string name, string behalf, string host) => Find(recipients, (name, behalf, name == Classification.NotEstablished ? host : ""));

    static TTally Find<TKey, TTally>(Dictionary<TKey, TTally> tallies, TKey key)
        where TKey : notnull
        where TTally : new()
    {
        if (!tallies.TryGetValue(key, out var tally))
        {
            tallies.Add(key, tally = new());
        }

        return tally;
    }
}
