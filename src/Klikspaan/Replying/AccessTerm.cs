using System.Globalization;

namespace Klikspaan.Replying;

/// <summary>
/// How long a reply took, against the term of article 12(3) GDPR: one month from the day of the request, and two further months where that was told within the first. A month ends on the day of the
/// same number, or the last one where there is none; on a Saturday or Sunday the Monday counts (Regulation 1182/71, article 3). Public holidays are not known here.
/// </summary>
/// <param name="Name"><see cref="Within"/>, <see cref="WithinExtended"/>, <see cref="After"/>, or not established.</param>
/// <param name="Days">Days from the request to the reply; null where one of them is not known.</param>
/// <param name="Due">The last day of the term; null where the day of the request is not known.</param>
/// <param name="Why">What that rests on, in a sentence.</param>
public sealed record AccessTerm(string Name, int? Days, DateOnly? Due, string Why)
{
    /// <summary>The reply came within one month.</summary>
    public const string Within = "within the term";

    /// <summary>The reply came within three months, and that it would take longer was told within the first.</summary>
    public const string WithinExtended = "within the extended term";

    /// <summary>The reply came later.</summary>
    public const string After = "after the term";

    /// <summary>Computes the term.</summary>
    /// <param name="requested">The day on which the request reached who answers.</param>
    /// <param name="received">The day on which the reply came.</param>
    /// <param name="extended">The day on which it was told that it would take longer; null where nobody said so.</param>
    public static AccessTerm Of(DateOnly? requested, DateOnly? received, DateOnly? extended)
    {
        if (requested is not { } from)
        {
            return new(Classification.NotEstablished, null, null, received is null ? "Neither the day of the request nor that of the reply is known." : "The day of the request is not known.");
        }

        var first = End(from, 1);
        var isExtended = extended is { } told && told <= first;
        var due = isExtended ? End(from, 3) : first;
        var rest = extended is null ? $"One month from the request ended on {Day(first)}."
            : isExtended ? $"That it would take longer was told on {Day(extended.Value)}, within one month from the request; three months ended on {Day(due)}."
            : $"One month from the request ended on {Day(first)}; that it would take longer was told after that, on {Day(extended.Value)}.";
        if (received is not { } to)
        {
            return new(Classification.NotEstablished, null, due, $"The day of the reply is not known. {rest}");
        }

        var name = to <= first ? Within : to <= due ? WithinExtended : After;
        return new(name, to.DayNumber - from.DayNumber, due, name == After ? $"{rest} Public holidays were not taken into account." : rest);
    }

    /// <summary>The last day of a term of some months.</summary>
    static DateOnly End(DateOnly from, int months)
    {
        var end = from.AddMonths(months);
        return end.DayOfWeek switch { DayOfWeek.Saturday => end.AddDays(2), DayOfWeek.Sunday => end.AddDays(1), _ => end };
    }

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
