using System.Net;
using Klikspaan.Decoding;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>Where a dossier's captures show that requests went: hosts, addresses of servers, and what people rely on for it.</summary>
public sealed partial class Dossier
{
    /// <summary>Why a recording of a sinkhole has no address of a server.</summary>
    internal const string NoServerInMode = "not established in this mode: a sinkhole answered, and no server";

    IReadOnlyList<Reliance>? reliances;

    /// <summary>The IP database to ask instead of the one that <c>dossier.yaml</c> names; empty for that one. A path that is not whole begins in the folder of the process.</summary>
    public string IpDatabaseFile { get; set; } = "";

    /// <summary>On which instruments people rely, in order of file and line. <see cref="DossierException"/> where a file has mistakes.</summary>
    public IReadOnlyList<Reliance> Reliances => reliances ??= RelianceFile.Read(PlainFiles.Read(Folder, RelianceFile.Folder), Knowledge.Instruments, DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime).AddDays(1));

    /// <summary>Opens the IP database that is in use; null when the user supplied none.</summary>
    internal IpDatabase? OpenIpDatabase() =>
        IpDatabaseFile.Length > 0 ? IpDatabase.Open(IpDatabaseFile, "", "")
        : File.IpDatabase.Length > 0 ? IpDatabase.Open(Path.Combine(Folder, File.IpDatabase), File.IpDatabaseName, File.IpDatabaseDate) : null;

    /// <summary>Where requests went, read anew from the captures, in their order; and how many are of further hosts and addresses than are held.</summary>
    internal async Task<(IReadOnlyList<Location> All, long LeftOut)> LocationsAsync(IEnumerable<ManifestEntry> captures, CancellationToken cancellation)
    {
        using var database = OpenIpDatabase();
        var (all, leftOut) = (new List<Location>(), 0L);
        var organisations = Knowledge.Organisations.ToDictionary(o => o.Id, StringComparer.Ordinal);
        foreach (var capture in captures)
        {
            var rows = new OrderedDictionary<LocationKey, LocationSpan>();
            await foreach (var batch in BatchesAsync(capture, [], () => new LocationBatch(Sightings.Of(capture.Sha256)), (b, o) => b.Add(o), Kept.Paths, null, cancellation).ConfigureAwait(false))
            {
                foreach (var (key, span) in batch.Rows)
                {
                    if (rows.TryGetValue(key, out var there))
                    {
                        there.Add(span);
                    }
                    else if (rows.Count + all.Count < Limits.DistinctRows)
                    {
                        rows.Add(key, span);
                    }
                    else
                    {
                        leftOut += span.Requests + span.Contacts;
                    }
                }
            }

            all.AddRange(Placed(capture, rows, database, organisations));
        }

        return (all, leftOut);
    }

    /// <summary>Whether nothing of a capture went to a server: what our recorder received it answered itself, unless it passed it on.</summary>
    internal bool IsSinkhole(ManifestEntry capture) =>
        capture.Meta.GetValueOrDefault("mode", "") is var mode && (mode.Length > 0 ? mode != "proxy, passed on" : PlainIndex(capture).Seal is { IsRecording: true });

    IEnumerable<Location> Placed(ManifestEntry capture, OrderedDictionary<LocationKey, LocationSpan> rows, IpDatabase? database, Dictionary<string, Organisation> organisations)
    {
        var isSinkhole = IsSinkhole(capture);
        var groups = rows.Select(r => (r.Key, r.Value, Place: Place(r.Key, isSinkhole, database))).GroupBy(r => (r.Key.Host, r.Key.Operator, r.Key.OperatorSource, r.Place.Country, r.Place.Method));
        foreach (var group in groups)
        {
            var (first, span) = (group.First(), group.First().Value);
            foreach (var (_, more, _) in group.Skip(1))
            {
                span.Add(more);
            }

            var organisation = organisations.GetValueOrDefault(first.Key.Organisation);
            var isAsked = database is not null && !isSinkhole && first.Key.Address.Length > 0;
            yield return new()
            {
                Capture = capture,
                Key = first.Key,
                Organisation = organisation,
                Span = span,
                Addresses = isSinkhole ? [] : [.. group.Select(g => g.Key.Address).Where(a => a.Length > 0).Distinct().Order(StringComparer.Ordinal)],
                Country = first.Place.Country.Length > 0 ? first.Place.Country : Classification.NotEstablished,
                Method = first.Place.Method,
                Reason = first.Place.Reason,
                Database = isAsked ? database!.Name : "",
                Source = isAsked ? $"{database!.Name} (SHA-256 {database.Sha256}{(database.Unread.Length > 0 ? "; " + database.Unread : "")})" : Classification.NotEstablished,
                Date = isAsked && database!.Date.Length > 0 ? database.Date : Classification.NotEstablished,
                Reliances = [.. Reliances.Where(r => r.IsAbout(first.Key.Host, first.Key.Operator, organisation))],
            };
        }
    }

    static (string Country, string Method, string Reason) Place(LocationKey key, bool isSinkhole, IpDatabase? database)
    {
        if (isSinkhole)
        {
            return ("", NoServerInMode, "sinkhole");
        }

        if (key.Address.Length == 0)
        {
            return ("", "not established: the capture does not tell the address of the server", "no address");
        }

        var address = IPAddress.Parse(key.Address);
        if (AddressKind.Of(address) is { Length: > 0 } kind)
        {
            return ("", $"not established: the address ({key.Field}) is one {kind}", "special address");
        }

        if (database is null)
        {
            return ("", "not established: no IP database was supplied (ip_database in dossier.yaml, or --ip-database FILE)", "no database");
        }

        var place = database.Find(AddressKind.Embedded(address));
        return place.Country.Length > 0 ? (place.Country, $"address ({key.Field}) by an IP database", "") : ("", $"not established: {place.Why}", "no country");
    }
}
