using Klikspaan.Linking;
using Klikspaan.Reporting;

namespace Klikspaan.Store;

/// <summary>Gathers for a report the values that may identify.</summary>
static class ReportIdentifiers
{
    /// <summary>Adds them to what was gathered.</summary>
    public static async Task<ReportData> AddAsync(ReportData data, Dossier dossier, CancellationToken cancellation)
    {
        var tally = await dossier.IdentifiersAsync(dossier.Manifest.Captures, reveal: false, cancellation).ConfigureAwait(false);
        var all = tally.Identifiers();
        return data with
        {
            Identifiers = [.. all.Take(data.Limits.Rows).Select(i => Reported(i, tally.Values))],
            IdentifiersInAll = (all.Count, tally.LeftOut),
            IdentifierRuns = tally.Runs,
        };
    }

    static ReportedIdentifier Reported(Identifier identifier, IReadOnlyList<IdentifierValue> all)
    {
        List<IdentifierValue> values = [.. identifier.Values.Select(v => all[v])];
        var first = values[0].FirstPlace;
        return new()
        {
            Field = identifier.Places[0].Field,
            Hosts = [.. identifier.Places.Select(p => p.Host).Distinct()],
            Scope = identifier.Scope,
            Kept = identifier.Kept,
            Values = values.Count,
            Requests = identifier.Requests,
            JoinedBy = identifier.Scope == IdentifierScope.Everyone ? [] : identifier.JoinedBy,
            Synchronised = identifier.Synchronised,
            Planted = [.. values.SelectMany(v => v.Planted).Distinct().OrderBy(p => p.Label, StringComparer.Ordinal).ThenBy(p => p.Form, StringComparer.Ordinal)],
            Captures = identifier.Captures,
            Capture = first.Capture,
            Exchange = first.Exchange,
            Locator = Masking.Show(first.ToString()),
        };
    }
}
