using Klikspaan.Assessing;
using Klikspaan.Reporting;

namespace Klikspaan.Store;

/// <summary>Gathers for a report where requests went, who stands behind the hosts, and whom the documents in force name.</summary>
static class ReportLocations
{
    /// <summary>Adds them to what was gathered.</summary>
    public static async Task<ReportData> AddAsync(ReportData data, Dossier dossier, CancellationToken cancellation)
    {
        var (terms, locations, namings) = (new TermsInForce(dossier.Knowledge), new List<ReportedLocation>(), new List<ReportedNaming>());
        foreach (var capture in dossier.Manifest.Captures)
        {
            var (all, _) = await dossier.LocationsAsync([capture], cancellation).ConfigureAwait(false);
            locations.AddRange(all.Where(l => l.Span.Requests > 0).Select(l => Reported(l, dossier)));
            namings.AddRange(NamedTable.Held(dossier, capture, terms, all).Select(Reported));
        }

        return data with { Locations = locations, Namings = namings };
    }

    static ReportedLocation Reported(Location location, Dossier dossier) => new()
    {
        Capture = location.Capture.Sha256,
        Product = location.Capture.Meta.GetValueOrDefault("product", "").Trim(),
        Processes = [.. location.Span.Processes],
        Host = location.Key.Host,
        Operator = Known(location.Key.Operator),
        Entities = [.. Knowledge.RelatedEntity.Relations.SelectMany(location.Entities).Select(e => (e, $"recipients/{location.Organisation!.Id}#{e.Source.Id}"))],
        Country = Known(location.Country),
        Reason = location.Reason,
        Database = location.Database,
        Date = Known(location.Date) ?? "",
        Requests = location.Span.Requests,
        Exchange = location.Span.Exchange,
        Day = location.Day,
        Reliances = [.. location.Reliances.Select(r => new ReportedReliance(dossier.Knowledge.Instruments.First(i => i.Id == r.Instrument), r.Exporter, r.Importer, r.Document, r.By, r.Date))],
    };

    static ReportedNaming Reported(NamedRow row) =>
        new(row.Capture.Sha256, row.Product.Name, Known(row.Recipient), row.Hosts, row.Result, Known(row.Document) ?? "", row.Requests, row.Exchange);

    static string? Known(string text) => text == Classification.NotEstablished ? null : text;
}
