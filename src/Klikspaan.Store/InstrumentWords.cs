using System.Globalization;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>What is known of an instrument on the day of a capture, in words; never whether it is good for a case.</summary>
static class InstrumentWords
{
    const string None = Classification.NotEstablished;

    /// <summary>What held on that day, such as <c>declared invalid 2020-07-16 (C-311/18)</c>; a status whose source was not read is not established, and told as such.</summary>
    public static string Status(Instrument instrument, DateOnly? day)
    {
        if (day is not { } known)
        {
            return $"{None}: the capture tells no day";
        }

        return instrument.On(known) is { } status ? Of(status, known)
            : instrument.Statuses is [var first, ..] ? Day($"{None}: before {first.From:yyyy-MM-dd}, the first day that is known") : None;
    }

    /// <summary>The first day after on which something else held, and what; or that none is known.</summary>
    public static string Next(Instrument instrument, DateOnly? day) =>
        day is not { } known ? None : instrument.After(known) is { } next ? Of(next, next.From) : "none known";

    /// <summary>Challenges before a court, as they stood on that day by what is known.</summary>
    public static string Challenges(Instrument instrument, DateOnly? day) =>
        day is not { } known ? None
        : instrument.ChallengesOn(known) is { Count: > 0 } all ? string.Join("; ", all.Select(c => Day($"{c.Case} {c.Is} {c.From:yyyy-MM-dd}{(c.Source.IsVerified ? "" : " (uncertain)")}"))) : "none known";

    /// <summary>For whom it holds, and what was written down of that: an open question stays one.</summary>
    public static string Scope(Instrument instrument, Reliance reliance, DateOnly? day, string establishedIn)
    {
        List<string> parts = [instrument.Countries.Count > 0 ? $"{string.Join(", ", instrument.Countries)}: {(instrument.Importers.Length > 0 ? instrument.Importers : "all importers")}" : instrument.Importers];
        if (instrument.Countries.Count > 0)
        {
            parts.Add($"the operator is established in {(establishedIn == None ? "a country that is not established" : establishedIn)}");
        }

        if (instrument.NeedsListing)
        {
            parts.Add(reliance.ListedOn is { } listed && listed == day ? "on the list that day, as the person wrote"
                : reliance.ListedOn is { } other ? Day($"whether it was on the list on the day of the capture: not recorded (the person looked for {other:yyyy-MM-dd})") : "whether it was on the list that day: not recorded");
            parts.Add(reliance.Data.Count > 0 ? $"for data of the kind {string.Join(", ", reliance.Data)}, as the person wrote" : "for which kind of data (hr, non-hr): not recorded");
        }
        else if (instrument.Statuses.Any(s => s.Is == InstrumentStatus.Names[1]))
        {
            parts.Add(reliance.Since is { } since ? Day($"contract of {since:yyyy-MM-dd}, as the person wrote") : "day of the contract: not recorded");
        }

        return string.Join("; ", parts.Where(p => p.Length > 0));
    }

    /// <summary>The source of what is said of that day.</summary>
    public static string Source(Instrument instrument, DateOnly? day) =>
        day is { } known && instrument.On(known) is { } status ? $"instruments.yaml#{status.Source.Id}, {status.Source.Date}{(status.Source.IsVerified ? "" : ", uncertain")}" : None;

    static string Of(InstrumentStatus status, DateOnly day)
    {
        var goesOn = status.Is.StartsWith("in force", StringComparison.Ordinal);
        var text = Day($"{status.Is} {(goesOn ? "from " : "")}{status.From:yyyy-MM-dd}") + (status.By.Length > 0 ? $" ({status.By})" : "");
        if (goesOn && DateOnly.TryParseExact(status.Source.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) && read < day)
        {
            text += $", as known on {status.Source.Date}";
        }

        return status.Source.IsVerified ? text : $"{None}: by a source that was not read, {text}";
    }

    static string Day(FormattableString text) => FormattableString.Invariant(text);
}
