using Klikspaan.Reporting;

namespace Klikspaan.Store;

/// <summary>Gathers from a dossier what a report is made of: counts from the index, values and bytes from the captures.</summary>
public static class ReportSource
{
    /// <summary>What the indexes tell, without a value: enough for a summary.</summary>
    /// <param name="dossier">The dossier; its indexes are up to date.</param>
    /// <param name="limits">The bounds to keep.</param>
    /// <param name="only">SHA-256 of the only capture to tell of; empty for all.</param>
    public static ReportData Outline(Dossier dossier, ReportLimits limits, string only = "")
    {
        ArgumentNullException.ThrowIfNull(dossier);
        ArgumentNullException.ThrowIfNull(limits);
        var source = new TableSource(dossier, Reveal: false) { Only = only };
        var tally = new ReportTally(limits);
        foreach (var (capture, index) in source.Captures)
        {
            tally.Add(dossier, capture, index, []);
        }

        return Data(source, tally, limits);
    }

    /// <summary>The same, with the kinds of values, which are counted anew from the captures.</summary>
    /// <param name="dossier">The dossier; its indexes are up to date.</param>
    /// <param name="limits">The bounds to keep.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<ReportData> OutlineAsync(Dossier dossier, ReportLimits limits, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(dossier);
        ArgumentNullException.ThrowIfNull(limits);
        var source = new TableSource(dossier, Reveal: false);
        var tally = new ReportTally(limits);
        foreach (var (capture, index) in source.Captures)
        {
            var (kinds, leftOut) = await dossier.KindsAsync(capture, cancellation).ConfigureAwait(false);
            tally.Add(dossier, capture, index, kinds);
            if (leftOut > 0)
            {
                tally.Problems.Add(new(capture.Sha256, 0, "limit", 0, $"at most {kinds.Count} distinct kinds of values", $"{leftOut} values of further kinds, which are not listed"));
            }
        }

        return Data(source, tally, limits);
    }

    static ReportData Data(TableSource source, ReportTally tally, ReportLimits limits)
    {
        var dossier = source.Dossier;

        // Mistakes in scenarios are told also where no capture asks for them.
        _ = dossier.Scenarios;
        var data = new ReportData
        {
            Name = dossier.File.Name,
            Tool = Dossier.Tool,
            ManifestSeal = dossier.Manifest.LastSeal,
            Limits = limits,
            Captures = tally.Captures,
            Recipients = tally.Recipients(),
            HostsLeftOut = tally.HostsLeftOut,
            Comparisons = [.. Comparisons(source)],
            Hits = tally.Hits(),
            HitsLeftOut = tally.HitsLeftOut,
            Found = tally.Found,
            Planted = [.. source.Captures.SelectMany(c => dossier.PlantedIn(c.Capture)).Where(p => p.Kind != PlantedValue.Marker).Select(p => (p.Label, p.Kind)).DistinctBy(p => p.Label)],
            PlantedLists = source.Captures.SelectMany(c => dossier.PlantedIn(c.Capture)).Select(p => (p.Label, List: dossier.Knowledge.Lists.Of(p))).Where(p => p.List.Length > 0).DistinctBy(p => p.Label).ToDictionary(p => p.Label, p => p.List, StringComparer.Ordinal),
            Contacts = tally.Contacts(),
            ContactsLeftOut = tally.ContactsLeftOut,
            Problems = tally.Problems,
            BeforeFirstStep = tally.BeforeFirstStep(),
            BeforeFirstStepLeftOut = tally.BeforeFirstStepLeftOut,
            Baselines = [.. source.Captures.SelectMany(c => BaselineTable.Pairs(dossier, c.Capture, c.Index))],
        };
        return data with { ListedDigestBits = ListedDigestBits(source, data), Causes = Causes(dossier, Cited(data).Select(c => (c.Capture, c.Exchange)).Concat(data.BeforeFirstStep.Select(h => (h.Capture, h.Exchange)))) };
    }

    /// <summary>Of digests of values on a list how seldom they would be found by accident.</summary>
    static Dictionary<(string Label, string Form), int> ListedDigestBits(TableSource source, ReportData data)
    {
        var bits = new Dictionary<(string Label, string Form), int>();
        foreach (var of in data.Hits.Where(h => !h.IsReadable && data.PlantedLists.ContainsKey(h.Label)).GroupBy(h => h.Capture))
        {
            var planted = source.Dossier.PlantedIn(source.Captures.First(c => c.Capture.Sha256 == of.Key).Capture);
            var digests = new Lazy<long>(() => new Classifying.PlantedSearch(planted).Digests);
            foreach (var hit in of)
            {
                if (planted.FirstOrDefault(p => p.Label == hit.Label) is { } value && PlantedTable.Bits(hit.Form, value, digests) is { } found)
                {
                    bits[(hit.Label, hit.Form)] = found;
                }
            }
        }

        return bits;
    }

    /// <summary>To what these exchanges are put down.</summary>
    static Dictionary<(string Capture, int Exchange), Cause> Causes(Dossier dossier, IEnumerable<(string Capture, int Exchange)> wanted)
    {
        var causes = new Dictionary<(string Capture, int Exchange), Cause>();
        foreach (var of in wanted.GroupBy(w => w.Capture))
        {
            var (capture, numbers) = (dossier.Manifest.Captures.First(c => c.Sha256 == of.Key), of.Select(w => w.Exchange).ToHashSet());
            if (dossier.CausesOf(capture) is { KnowsNothing: false } finder)
            {
                foreach (var row in dossier.IndexOf(capture).Outline().Where(r => numbers.Contains(r.Exchange)))
                {
                    causes[(of.Key, row.Exchange)] = finder.Of(row);
                }
            }
        }

        return causes;
    }

    static IEnumerable<ReportedComparison> Comparisons(TableSource source) => source.Dossier.Sightings.Comparisons.Where(c => source.Only.Length == 0 || source.Only == c.Second).Select(
        c => new ReportedComparison(c.First, c.Second, c.Same, TimeSpan.FromSeconds(c.ClockAhead), c.Pairs, c.Untimed, c.Problem.Length == 0, Merging.SameRequest.Tolerance))
        .Concat(source.Dossier.Apart.Where(p => source.Only.Length == 0 || source.Only == p.Second).Select(p => new ReportedComparison(p.First, p.Second, 0, default, 0, 0, false, Merging.SameRequest.Tolerance) { IsApart = true }));

    /// <summary>The same, with the exchanges that a report shows, read again from the captures.</summary>
    /// <param name="dossier">The dossier; its indexes are up to date.</param>
    /// <param name="limits">The bounds to keep.</param>
    /// <param name="progress">Told how many bytes of a capture were read.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<ReportData> GatherAsync(Dossier dossier, ReportLimits limits, IProgress<long>? progress, CancellationToken cancellation)
    {
        var outline = await OutlineAsync(dossier, limits, cancellation).ConfigureAwait(false);
        if (outline.Planted.Count > 0)
        {
            outline = outline with { Control = await ControlRequest.RunAsync(dossier.Knowledge, dossier.Limits, cancellation).ConfigureAwait(false) };
        }

        outline = await ReportIdentifiers.AddAsync(outline, dossier, cancellation).ConfigureAwait(false);
        outline = await ReportClasses.AddAsync(outline, dossier, cancellation).ConfigureAwait(false);
        outline = await ReportDigests.AddAsync(outline, dossier, cancellation).ConfigureAwait(false);
        outline = await ReportDevice.AddAsync(outline, dossier, cancellation).ConfigureAwait(false);
        outline = await ReportLocations.AddAsync(outline, dossier, cancellation).ConfigureAwait(false);
        var cited = Cited(outline).Select(c => c.Locator).Where(l => l.Length > 0).ToHashSet(StringComparer.Ordinal);
        var exchanges = new List<ReportedExchange>();
        var lines = limits.DumpLines;
        foreach (var (capture, numbers) in Choose(dossier, outline))
        {
            await foreach (var observation in dossier.ObserveAsync(capture, progress, cancellation).ConfigureAwait(false))
            {
                if (observation.Exchange is not null && numbers.Remove(observation.Number, out var most))
                {
                    exchanges.Add(ExchangeReader.Read(observation, capture.Sha256, cited, limits, most, lines) with
                    {
                        Also = [.. dossier.Sightings.Also(capture.Sha256, observation.Number).Select(s => (s.Capture, s.Exchange))],
                    });
                    lines -= exchanges[^1].DumpLines;
                }

                if (numbers.Count == 0)
                {
                    break;
                }
            }

            dossier.RequireUnchanged(capture);
        }

        return outline with { Exchanges = exchanges, Causes = Causes(dossier, outline.Causes.Keys.Concat(exchanges.Select(e => (e.Capture, e.Number)))) };
    }

    const int ReportedContent = 20;

    /// <summary>What findings rest on, the most telling first.</summary>
    static IEnumerable<(string Capture, int Exchange, string Locator)> Cited(ReportData data) =>
        data.Hits.Select(h => (h.Capture, h.Exchange, h.Locator))
            .Concat(data.Digests.Take(ReportedContent).Select(d => (d.First.Capture, d.First.Exchange, Masking.Show(d.First.ToString()))))
            .Concat(data.Classes.Where(c => c is { IsWithinDiagnostic: true, Observed.Class: DataClass.Content }).Take(ReportedContent).Select(c => (c.First.Capture, c.First.Exchange, Masking.Show(c.First.ToString()))))
            .Concat(data.Identifiers.Where(i => i.TellsApart || i.JoinedBy.Count > 0).Select(i => (i.Capture, i.Exchange, i.Locator)))
            .Concat(data.Device.Where(d => d.By == DeviceKey.Invented || d.SentIn.Count > 0).Take(ReportDevice.MostFindings).Select(d => (d.First.Capture, d.First.Exchange, d.SentIn.Count > 0 ? "" : Masking.Show(d.First.ToString()))))
            .Concat(data.Recipients.SelectMany(r => r.Hosts).Select(h => (h.Capture, h.Exchange, "")))
            .Concat(data.Recipients.SelectMany(r => r.Kinds).Select(k => (k.Capture, k.Exchange, k.Locator)))
            .Concat(data.Locations.Select(l => (l.Capture, l.Exchange, "")))
            .Concat(data.Contacts.Select(c => (c.Capture, c.Exchange, "")));

    /// <summary>The exchanges to show, by capture: those on which findings rest, then the others in order, as far as there is room.</summary>
    static List<(ManifestEntry Capture, Dictionary<int, int> Numbers)> Choose(Dossier dossier, ReportData data)
    {
        var room = new ReportRoom(data.Limits);
        var cited = Cited(data).Select(c => (c.Capture, c.Exchange)).Distinct().ToList();
        var wanted = cited.ToHashSet();
        var sizes = Rows(dossier).Where(r => wanted.Contains((r.Capture, r.Row.Exchange))).ToDictionary(r => (r.Capture, r.Row.Exchange), r => r.Row.Items);
        var found = data.Hits.Select(h => (h.Capture, h.Exchange)).ToHashSet();
        foreach (var one in cited.Where(sizes.ContainsKey))
        {
            // Of an exchange that a finding on a planted value names, that value has a place also where there is room for no other.
            room.Take(one.Capture, one.Exchange, sizes[one], found.Contains(one) ? 0 : 1);
        }

        foreach (var (capture, row) in Rows(dossier).Where(r => r.Row.IsCounted).Concat(Rows(dossier).Where(r => !r.Row.IsSent && ExchangeKinds.Find(r.Row.Kind)?.IsWrittenDown() != true)))
        {
            if (room.IsFull)
            {
                break;
            }

            room.Take(capture, row.Exchange, row.Items, row.Items);
        }

        return [.. dossier.Manifest.Captures.Where(c => room.Taken.ContainsKey(c.Sha256)).Select(c => (c, room.Taken[c.Sha256]))];
    }

    static IEnumerable<(string Capture, ExchangeRow Row)> Rows(Dossier dossier) =>
        dossier.Manifest.Captures.SelectMany(c => dossier.IndexOf(c).Exchanges().Select(r => (c.Sha256, r)));
}
