using System.Globalization;
using Klikspaan.Assessing;

namespace Klikspaan.Store;

/// <summary>Reads one capture for an assessment: counts and places, never a value.</summary>
static class CaptureObserver
{
    /// <summary>What it shows.</summary>
    /// <param name="dossier">The dossier.</param>
    /// <param name="capture">The capture.</param>
    /// <param name="withJudgements">Whether what people decided on classes counts.</param>
    /// <param name="open">Told what is not established.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<ObservedCapture> ReadAsync(Dossier dossier, ManifestEntry capture, bool withJudgements, Action<string> open, CancellationToken cancellation)
    {
        var (kinds, kindsLeftOut) = await dossier.KindsAsync(capture, cancellation).ConfigureAwait(false);
        var classes = await dossier.ClassesAsync([capture], cancellation, sentOnly: true).ConfigureAwait(false);
        var (documented, lists) = await dossier.ConformanceAsync(capture, cancellation).ConfigureAwait(false);
        var device = await dossier.DeviceAsync([capture], cancellation).ConfigureAwait(false);
        foreach (var (left, what) in ((long, string)[])[(kindsLeftOut, "kinds"), (classes.LeftOut, "classes"), (documented.LeftOut, "fields of events"), (device.LeftOut, "values and files of the device")])
        {
            if (left > 0)
            {
                open(string.Create(CultureInfo.InvariantCulture, $"in capture {Locator.Short(capture.Sha256)} {left} values of further {what} were not assessed: there are more than the limit"));
            }
        }

        var index = dossier.IndexOf(capture);
        var (coverage, requests, unseen) = (default(Coverage), 0L, 0L);
        foreach (var row in index.Outline().Where(r => r.Sighting is null))
        {
            coverage += row.IsSent ? new Coverage(row.ProtocolBytes, row.FlattenedBytes, row.OpaqueBytes) : default;
            requests += row.IsSent ? 1 : 0;
            unseen += ExchangeKinds.Find(row.Kind) is ExchangeKind.TlsFailure or ExchangeKind.Contact ? 1 : 0;
        }

        foreach (var kind in index.Outline().Where(r => ExchangeKinds.Find(r.Kind) is { } of && (of == ExchangeKind.Attempt || of.IsWrittenDown())).CountBy(r => r.Kind, StringComparer.Ordinal).OrderBy(k => k.Key, StringComparer.Ordinal))
        {
            open(string.Create(CultureInfo.InvariantCulture, $"whether {kind.Value} entries of the kind {kind.Key} in capture {Locator.Short(capture.Sha256)} were sent: they are written down there, and no finding rests on them"));
        }

        return new()
        {
            Sha256 = capture.Sha256,
            // A capture that says it is of a day after it came in does not say of which day it is.
            Day = CaptureStanding.Of(capture, index.Outline().Min(r => r.StartedAt)).Day is { } day && day <= DateOnly.FromDateTime(capture.At.UtcDateTime).AddDays(1) ? day : null,
            Mode = capture.Meta.GetValueOrDefault("mode", "") is { Length: > 0 } mode ? mode : $"imported as {capture.Format}",
            Meta = capture.Meta,
            Bytes = (coverage.Total, coverage.Opaque),
            Connections = (requests, unseen),
            Causes = kinds.GroupBy(k => (k.Host, k.Event)).ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.SelectMany(k => k.Causes).Select(c => c.Cause).Where(c => c.Length > 0).Distinct().Order(StringComparer.Ordinal)]),
            Hosts = Hosts(dossier, capture, index),
            Data = [.. classes.Rows.Select(r => Data(dossier, r, withJudgements))],
            Categories = [.. kinds.Where(k => k.Event.Length > 0 && dossier.Knowledge.Classes.IdentifyingCategories.Contains(k.Category)).Select(k => new ObservedCategory(k.Host, k.Event, k.Category, k.Count, k.First))],
            Planted = [.. Planted(dossier, capture, index)],
            Documented = [.. documented.Rows.Where(r => r.IsSent).SelectMany(r => Documented(capture, r, lists))],
            Device = [.. Device(device)],
        };
    }

    /// <summary>By label, form and host; markers show how clocks run, and are no find.</summary>
    static IEnumerable<ObservedPlanted> Planted(Dossier dossier, ManifestEntry capture, CaptureIndex index)
    {
        var markers = dossier.PlantedIn(capture).Where(p => p.Kind == PlantedValue.Marker).Select(p => p.Label).ToHashSet(StringComparer.Ordinal);
        var sent = index.Outline().Where(r => r.IsCounted).Select(r => r.Exchange).ToHashSet();
        return index.Planted().Where(p => sent.Contains(p.Exchange) && !markers.Contains(p.Label)).GroupBy(p => (p.Label, p.ValueForm, p.Host)).Select(g => new ObservedPlanted(g.Key.Label, g.Key.ValueForm, g.Key.Host, g.LongCount(), g.First().Locator));
    }

    static List<ObservedHost> Hosts(Dossier dossier, ManifestEntry capture, CaptureIndex index)
    {
        var hosts = new OrderedDictionary<string, ObservedHost>(StringComparer.Ordinal);
        foreach (var row in index.Outline().Where(r => r.Sighting is null && r.Host.Length > 0))
        {
            var isOpened = row.IsSent;
            if (!isOpened && ExchangeKinds.Find(row.Kind) is not (ExchangeKind.TlsFailure or ExchangeKind.Contact))
            {
                continue;
            }

            var bytes = isOpened ? new Coverage(row.ProtocolBytes, row.FlattenedBytes, row.OpaqueBytes) : default;
            if (hosts.TryGetValue(row.Host, out var there))
            {
                hosts[row.Host] = there with { Times = there.Times + 1, IsOpened = there.IsOpened || isOpened, Bytes = (there.Bytes.Sent + bytes.Total, there.Bytes.NotOpened + bytes.Opaque) };
            }
            else if (hosts.Count < dossier.Limits.DistinctRows)
            {
                var operatorName = row.Operator == Classification.NotEstablished ? "" : row.Operator;
                hosts.Add(row.Host, new(
                    row.Host, operatorName, LocationKey.OrganisationIn(row.OperatorSource), operatorName.Length == 0 ? "" : row.OperatorSource, row.Country == Classification.NotEstablished ? "" : row.Country, 1, isOpened,
                    string.Create(CultureInfo.InvariantCulture, $"{Locator.Short(capture.Sha256)}#{row.Exchange}")) { Bytes = (bytes.Total, bytes.Opaque) });
            }
        }

        return [.. hosts.Values];
    }

    static ObservedData Data(Dossier dossier, ClassRow row, bool withJudgements)
    {
        var key = row.Key;
        var judged = dossier.Judge(key.Observed, key.Host, key.Protocol, key.Event, key.Path);
        var decided = withJudgements ? DataClasses.Find(judged.Class) : null;
        var lists = withJudgements ? judged.Lists(key.Lists) : key.Lists;
        return new(
            key.Host, key.Protocol, Masking.Show(key.Event), Masking.Show(key.Path), decided ?? key.Observed.Class, key.Within, lists.Length > 0 ? lists.Split(", art-").Select((l, i) => i == 0 ? l : $"art-{l}").ToList() : [], row.Values,
            withJudgements && judged.Judgements.Any(j => j.Class is not null), Masking.Show(row.First.ToString()));
    }

    static IEnumerable<ObservedDocumented> Documented(ManifestEntry capture, ConformanceRow row, ConformanceLists lists)
    {
        var (name, path, at) = (Masking.Show(row.Event), Masking.Show(row.Path), Masking.Show(row.First.In(capture.Sha256).ToString()));
        if (Array.TrueForAll(row.Found, f => f is null))
        {
            yield return new(row.Protocol, name, path, Classification.NotEstablished, "no list is about events of this protocol and product", "", "", row.Values, at);
            yield break;
        }

        for (var i = 0; i < lists.Sets.Count; i++)
        {
            if (row.Found[i] is { } found)
            {
                var result = ConformanceResult.Of(lists.Sets[i], found, row.Contrary[i], row.Values);
                yield return new(row.Protocol, name, path, result.Result, result.Why, lists.Sets[i].Name, found.How.Event?.Purpose ?? "", row.Values, at);
            }
        }
    }

    static IEnumerable<ObservedOnDevice> Device(DeviceTally tally) =>
        tally.Rows.Select(r => new ObservedOnDevice(r.Key.IsStored, r.Key.What, r.Key.Host, r.Key.Choice, r.Values, Masking.Show(r.Place.ToString())))
            .Concat(tally.Files.Select(f => new ObservedOnDevice(true, Masking.Show(f.Exchange.Path), "", f.Choice, 1, Masking.Show(f.Place.ToString()))));
}
