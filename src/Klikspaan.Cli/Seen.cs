using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary>What was observed, by kind: requests are not all that a recording shows.</summary>
sealed record Seen(long Requests, long Others, long Datagrams, long Names, long Files, IReadOnlyList<(string What, IReadOnlyList<string> Hosts)> Besides)
{
    /// <summary>How many things planted values were looked for in.</summary>
    public long Searched => Requests + Others + Datagrams + Names;

    /// <summary>Where planted values were looked for.</summary>
    public string SearchedWords => string.Join(", ", new[]
    {
        (Requests, Summary.Count(Requests, "request")), (Others, Summary.Count(Others, "other connection")), (Datagrams, Summary.Count(Datagrams, "destination of datagrams", "destinations of datagrams")), (Names, Summary.Count(Names, "name that was looked up or asked for", "names that were looked up or asked for")),
    }.Where(w => w.Item1 > 0).Select(w => w.Item2));

    /// <summary>What is kept and was not searched; ends in a comma.</summary>
    public string NotSearchedWords => Files == 0 ? "" : Summary.Count(Files, "file that was left", "files that were left") + ", ";

    /// <summary>Counts what these captures show.</summary>
    public static Seen In(IEnumerable<CaptureIndex> captures)
    {
        var rows = captures.SelectMany(c => c.Exchanges()).ToLookup(e => ExchangeKinds.Find(e.Kind) ?? ExchangeKind.Http, e => e.Host);
        long Of(ExchangeKind kind) => rows[kind].LongCount();
        List<string> Hosts(ExchangeKind kind) => [.. rows[kind].Distinct().Order(StringComparer.Ordinal)];
        var contacted = new[] { ExchangeKind.Http, ExchangeKind.NotHttp, ExchangeKind.Datagrams, ExchangeKind.TlsFailure, ExchangeKind.Attempt }.SelectMany(k => rows[k]).ToHashSet();
        List<(string What, IReadOnlyList<string> Hosts)> besides =
        [
            ("Encrypted connections that ended before anything of them was seen", [.. rows[ExchangeKind.TlsFailure].CountBy(h => h).OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key} ({h.Value})")]),
            ("Tried, or connected and nothing sent", Hosts(ExchangeKind.Attempt)),
            ("Looked up, and not observed to be contacted by that name", [.. Hosts(ExchangeKind.Dns).Where(h => !contacted.Contains(h))]),
        ];
        return new(
            Of(ExchangeKind.Http), Of(ExchangeKind.NotHttp), Of(ExchangeKind.Datagrams), Of(ExchangeKind.Dns) + Of(ExchangeKind.TlsFailure), Of(ExchangeKind.File),
            [.. besides.Where(b => b.Hosts.Count > 0)]);
    }
}
