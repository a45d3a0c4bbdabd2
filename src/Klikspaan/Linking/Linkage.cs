namespace Klikspaan.Linking;

/// <summary>
/// Finds out from the values alone for what each is the same, and who can join records by it. A claim needs runs that carry it: two that differ in the one thing, and at least one of
/// each kind that is compared; else it is not established.
/// </summary>
public static class Linkage
{
    /// <summary>Fewest requests with values that all differ, before a field is said to have another value in each.</summary>
    public const int FewestRequests = 3;

    const int MostDomains = 20;

    /// <summary>The identifiers, in order of the first sight of their first value.</summary>
    /// <param name="seen">What was seen, in order.</param>
    /// <param name="several">Fields that had several values in one request: what they hold is looked at value by value.</param>
    /// <param name="incomplete">Fields of which some values were left out: nothing is established of them.</param>
    public static IReadOnlyList<Identifier> Of(IReadOnlyList<IdentifierSeen> seen, IReadOnlySet<IdentifierPlace> several, IReadOnlySet<IdentifierPlace> incomplete)
    {
        ArgumentNullException.ThrowIfNull(incomplete);
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(several);
        var requests = seen.GroupBy(s => s.Place).ToDictionary(g => g.Key, g => g.Sum(s => s.Requests));
        var values = seen.GroupBy(s => s.Value).OrderBy(g => g.Key).Select(g => (Value: g.Key, Seen: g.ToList())).ToList();
        var byPlace = seen.ToLookup(s => s.Place);
        return [.. values.GroupBy(v => Group(v.Value, v.Seen, requests, several))
            .Select(g => Of(g.Key.Main, [.. g.Select(v => v.Value)], [.. g.SelectMany(v => v.Seen)], [.. byPlace[g.Key.Main]], requests, several.Contains(g.Key.Main), incomplete.Contains(g.Key.Main))).OrderBy(i => i.Values[0])];
    }

    /// <summary>Values that stand in the same field belong together, unless that field has several in one request: then each is by itself, but those of one request.</summary>
    static (IdentifierPlace Main, int Value) Group(int value, List<IdentifierSeen> seen, Dictionary<IdentifierPlace, long> requests, IReadOnlySet<IdentifierPlace> several)
    {
        var places = seen.Select(s => s.Place).Distinct().OrderByDescending(p => requests[p]).ThenBy(p => p, IdentifierPlace.Order).ToList();
        return places.Find(p => !several.Contains(p)) is { } own ? (own, -1)
            : (places[0], seen.Where(s => s.Place == places[0]).Sum(s => s.Requests) == 1 ? -1 : value);
    }

    static Identifier Of(IdentifierPlace main, List<int> values, List<IdentifierSeen> seen, List<IdentifierSeen> inMain, Dictionary<IdentifierPlace, long> requests, bool isSeveral, bool isIncomplete)
    {
        var own = seen.Where(s => s.Place == main).ToList();

        // What a run held is all that stood in its field, and its values wherever they stood: one that comes back in another field has not gone.
        var runs = own.GroupBy(s => s.Run).Select(g => (Run: g.Key, Values: seen.Concat(isSeveral ? [] : inMain).Where(s => s.Run == g.Key).Select(s => s.Value).ToHashSet())).ToList();
        var kept = KeptOver(runs);
        return new()
        {
            Values = values,
            Places = [.. seen.Select(s => s.Place).Distinct().OrderByDescending(p => p == main).ThenByDescending(p => requests[p]).ThenBy(p => p, IdentifierPlace.Order)],
            Kept = kept,
            Scope = isIncomplete ? IdentifierScope.NotEstablished : ScopeOf(own, runs, kept, isSeveral),
            Requests = own.Sum(s => s.Requests),
            Runs = runs.Count,
            Captures = [.. seen.Select(s => s.Run.Capture).Distinct()],
            JoinedBy = [.. seen.GroupBy(s => s.Value).Select(g => g.Select(s => s.Place.Domain).Distinct().Order(StringComparer.Ordinal).ToList()).Where(d => d.Count > 1).DistinctBy(d => string.Join('\n', d)).OrderBy(d => string.Join('\n', d), StringComparer.Ordinal)],
            Synchronised = [.. seen.GroupBy(s => s.Value).SelectMany(Synchronised).Distinct().OrderBy(s => s.Cookie, StringComparer.Ordinal).ThenBy(s => s.SentTo, StringComparer.Ordinal)],
        };
    }

    static List<KeptOver> KeptOver(List<(RunContext Run, HashSet<int> Values)> runs)
    {
        var kept = new SortedDictionary<ContextChange, (int Same, int Pairs)>();
        for (var second = 1; second < runs.Count; second++)
        {
            for (var first = 0; first < second; first++)
            {
                if (runs[first].Run.ChangeTo(runs[second].Run) is { } change)
                {
                    var (same, pairs) = kept.GetValueOrDefault(change);
                    kept[change] = (same + (runs[first].Values.Overlaps(runs[second].Values) ? 1 : 0), pairs + 1);
                }
            }
        }

        return [.. kept.Select(k => new KeptOver(k.Key, k.Value.Same, k.Value.Pairs))];
    }

    static IdentifierScope ScopeOf(List<IdentifierSeen> own, List<(RunContext Run, HashSet<int> Values)> runs, List<KeptOver> kept, bool isSeveral)
    {
        bool Always(ContextChange change) => kept.Find(k => k.Change == change) is { } k && k.Same == k.Pairs;

        // One of these must have been tried, and nothing may come back in any.
        bool Never(ContextChange[] tried, params ContextChange[] more) =>
            kept.Exists(k => tried.Contains(k.Change)) && kept.TrueForAll(k => k.Same == 0 || (!tried.Contains(k.Change) && !more.Contains(k.Change)));
        if (own.GroupBy(s => s.Value).All(g => g.Sum(s => s.Requests) == 1))
        {
            // One request a run does not tell what follows the request from what follows the run.
            return !isSeveral && own.GroupBy(s => s.Run).Any(g => g.Count() >= FewestRequests) ? IdentifierScope.Request : IdentifierScope.NotEstablished;
        }

        // A field that had several values in one run follows something else than what was varied here.
        return runs.Exists(r => r.Values.Count > 1) ? IdentifierScope.NotEstablished
            : Never([ContextChange.Restart], Others) ? own.Exists(s => s.Requests > 1) ? IdentifierScope.Run : IdentifierScope.NotEstablished
            : Always(ContextChange.Both) ? IdentifierScope.Everyone
            : Always(ContextChange.Restart) && Never([ContextChange.Installation], Others) ? IdentifierScope.Installation
            : Always(ContextChange.Installation) && Never([ContextChange.Account], ContextChange.Both, ContextChange.Invented) ? IdentifierScope.Account
            : Always(ContextChange.Account) && Never(Devices) ? IdentifierScope.Device
            : IdentifierScope.NotEstablished;
    }

    static readonly ContextChange[] Others = [ContextChange.Installation, ContextChange.Account, ContextChange.Device, ContextChange.Both, ContextChange.Invented];
    static readonly ContextChange[] Devices = [ContextChange.Device, ContextChange.Both, ContextChange.Invented];

    /// <summary>Cookies of which the value was sent to another domain otherwise than as a cookie: two sites that each set the same word synchronised nothing.</summary>
    static IEnumerable<(string Cookie, string SentTo)> Synchronised(IEnumerable<IdentifierSeen> value)
    {
        var domains = value.Select(s => (s.Place.Domain, IsCookie: s.Place.Part == MessagePart.Cookie)).Distinct().ToList();
        var cookies = domains.Where(d => d.IsCookie).Select(d => d.Domain).Order(StringComparer.Ordinal).Take(MostDomains).ToList();
        return from other in domains.Where(d => !d.IsCookie).Select(d => d.Domain).Order(StringComparer.Ordinal).Take(MostDomains)
               from cookie in cookies
               where other != cookie
               select (cookie, other);
    }
}
