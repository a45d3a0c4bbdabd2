using Klikspaan.Replying;

namespace Klikspaan.Store;

/// <summary>What was found in a reply, within bounds.</summary>
/// <param name="until">The last moment that counts for the period that the reply covers.</param>
sealed class ReplyFindings(DateTimeOffset until)
{
    /// <summary>Values, events and hosts of each sort that are listed as in the reply only.</summary>
    public const int MostListed = 200;

    /// <summary>A host that the reply names.</summary>
    public const string Host = "host";

    const int MostCounted = 100_000, MostOccurrences = 500_000;

    readonly Dictionary<string, ReplyFound> identifiers = new(StringComparer.Ordinal), planted = new(StringComparer.Ordinal);
    readonly Dictionary<string, ReplyEvents> events = new(StringComparer.Ordinal);
    readonly Dictionary<string, HashSet<string>> seen = new(StringComparer.Ordinal);
    int occurrences;

    /// <summary>What stands in the reply only, in order of first sight, as much as is listed.</summary>
    public OrderedDictionary<(string What, string Key), ReplyOnly> Others { get; } = [];

    /// <summary>The first moment in the reply, with its place; those that say more than a day go before those that do not.</summary>
    public (ReplyMoment Moment, Locator Place)? First { get; private set; }

    /// <summary>The last moment.</summary>
    public (ReplyMoment Moment, Locator Place)? Last { get; private set; }

    /// <summary>How many different values of a sort stand in the reply only; as many as are counted apart, at most.</summary>
    public int CountOf(string what) => seen.TryGetValue(what, out var all) ? all.Count : 0;

    /// <summary>Whether there were more than are counted apart.</summary>
    public bool IsFull(string what) => CountOf(what) >= MostCounted;

    /// <summary>Adds a place of an identifier.</summary>
    public void Identifier(string value, string form, Locator place) => Add(identifiers, value, form, place);

    /// <summary>Adds a place of a planted value.</summary>
    public void Planted(string label, string form, Locator place) => Add(planted, label, form, place);

    /// <summary>Whether an identifier was found.</summary>
    public bool WasFound(string value) => identifiers.ContainsKey(value);

    /// <summary>Where something was found; null where it was not.</summary>
    public ReplyFound? Found(SubjectKey key) => (key.What == SubjectKey.Identifier ? identifiers : planted).GetValueOrDefault(key.Name);

    /// <summary>The planted values that were found.</summary>
    public IReadOnlyDictionary<string, ReplyFound> FoundPlanted => planted;

    /// <summary>Where an event is named; null where it is not.</summary>
    public ReplyEvents? Named(string name) => events.GetValueOrDefault(name);

    /// <summary>Adds a record that names an event, with the moments in it.</summary>
    public void Event(string name, int record, IReadOnlyList<ReplyMoment> moments, Locator place)
    {
        if (!events.TryGetValue(name, out var all))
        {
            events.Add(name, all = new(place));
        }

        all.Records++;
        all.HasMoment |= moments.Any(m => m.HasTime);
        all.HasNoZone |= moments.Any(m => m is { HasTime: true, HasZone: false });
        all.HasBare |= !moments.Any(m => m.HasTime);
        foreach (var moment in moments.Where(m => m.HasTime))
        {
            if (occurrences++ < MostOccurrences)
            {
                all.Moments.Add((moment, record, place));
            }
            else
            {
                all.IsCut = true;
            }
        }
    }

    /// <summary>Adds what stands in the reply only.</summary>
    public void Only(string what, string key, Func<string> text, string form, Locator place)
    {
        if (Others.TryGetValue((what, key), out var known))
        {
            known.Count++;
            return;
        }

        var all = seen.TryGetValue(what, out var counted) ? counted : seen[what] = new(StringComparer.Ordinal);
        if (all.Count < MostCounted && all.Add(key) && all.Count <= MostListed)
        {
            Others.Add((what, key), new(text(), form, place));
        }
    }

    /// <summary>Adds a moment to the period.</summary>
    public void Moment(ReplyMoment moment, Func<Locator> place)
    {
        if (moment.At > until)
        {
            return;
        }

        if (First is not { } first || Rank(moment, first.Moment) > 0 || (Rank(moment, first.Moment) == 0 && moment.At < first.Moment.At))
        {
            First = (moment, place());
        }

        if (Last is not { } last || Rank(moment, last.Moment) > 0 || (Rank(moment, last.Moment) == 0 && moment.At > last.Moment.At))
        {
            Last = (moment, place());
        }
    }

    /// <summary>A day can be one of birth: where a reply tells times of the day, these tell its period.</summary>
    static int Rank(ReplyMoment one, ReplyMoment other) => one.HasTime.CompareTo(other.HasTime);

    static void Add(Dictionary<string, ReplyFound> all, string key, string form, Locator place)
    {
        if (!all.TryGetValue(key, out var found))
        {
            all.Add(key, found = new(place));
        }

        found.Count++;
        if (found.Forms.Count < 10)
        {
            found.Forms.Add(form);
        }
    }
}

/// <summary>Something that was found in a reply.</summary>
/// <param name="Place">Where first.</param>
sealed record ReplyFound(Locator Place)
{
    /// <summary>At how many places.</summary>
    public long Count { get; set; }

    /// <summary>In which forms.</summary>
    public SortedSet<string> Forms { get; } = new(StringComparer.Ordinal);
}

/// <summary>Something that stands in a reply only.</summary>
/// <param name="Text">What, as it is shown.</param>
/// <param name="Form">Its form; empty where it has none.</param>
/// <param name="Place">Where first.</param>
sealed record ReplyOnly(string Text, string Form, Locator Place)
{
    /// <summary>At how many places.</summary>
    public long Count { get; set; } = 1;
}

/// <summary>The records of a reply that name an event.</summary>
/// <param name="Place">Where the first does.</param>
sealed record ReplyEvents(Locator Place)
{
    /// <summary>How many.</summary>
    public long Records { get; set; }

    /// <summary>Whether a moment stands beside the name in any.</summary>
    public bool HasMoment { get; set; }

    /// <summary>Whether a moment without a time zone stands beside it in any.</summary>
    public bool HasNoZone { get; set; }

    /// <summary>Whether no moment stands beside it in any.</summary>
    public bool HasBare { get; set; }

    /// <summary>Whether there were more moments than are held.</summary>
    public bool IsCut { get; set; }

    /// <summary>The moments, each with the record.</summary>
    public List<(ReplyMoment Moment, int Record, Locator Place)> Moments { get; } = [];

    /// <summary>How many of the events are in the reply, by name and moment; and where the first is.</summary>
    /// <param name="times">The time that each states of itself, and when each was sent.</param>
    /// <param name="taken">The records that were counted for another event, to which those of these are added.</param>
    public (long Found, Locator Place) Match(IEnumerable<(string Own, DateTimeOffset? Sent)> times, HashSet<int> taken)
    {
        Moments.Sort((a, b) => a.Moment.At != b.Moment.At ? a.Moment.At.CompareTo(b.Moment.At) : a.Record.CompareTo(b.Record));
        var (count, first) = (0L, Place);
        foreach (var (own, sent) in times)
        {
            if ((Fits(Stated(own), taken) ?? Fits(sent, taken)) is { } found)
            {
                taken.Add(found.Record);
                first = count++ == 0 ? found.Place : first;
            }
        }

        return (count, first);
    }

    /// <summary>The moment that an event states of itself; null where it states none, or no time zone.</summary>
    public static DateTimeOffset? Stated(string own) => ReplyMoment.Of(System.Text.Encoding.UTF8.GetBytes(own), isTime: true) is { HasTime: true, HasZone: true } at ? at.At : null;

    (ReplyMoment Moment, int Record, Locator Place)? Fits(DateTimeOffset? time, HashSet<int> taken)
    {
        const int MostTried = 2000;
        if (time is not { } at)
        {
            return null;
        }

        // A moment says a minute at most, and two seconds on either side.
        var from = at - TimeSpan.FromSeconds(70);
        int low = 0, high = Moments.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Moments[middle].Moment.At < from ? (middle + 1, high) : (low, middle);
        }

        for (var tried = 0; low < Moments.Count && Moments[low].Moment.At <= at.AddSeconds(3); low++)
        {
            if (Moments[low].Moment.Fits(at) && !taken.Contains(Moments[low].Record))
            {
                return Moments[low];
            }

            if (++tried == MostTried)
            {
                IsCut = true;
                return null;
            }
        }

        return null;
    }
}
