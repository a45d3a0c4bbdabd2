using System.Globalization;

namespace Klikspaan.Replying;

/// <summary>What is known of something that was recorded of a subject, and of a reply, from which follows what can be said of it.</summary>
/// <param name="Recorded">How often it was recorded.</param>
/// <param name="Found">How often it was found in the reply.</param>
/// <param name="First">When it was recorded first; null where no capture says.</param>
/// <param name="Requested">The day of the request; null where it is not known.</param>
/// <param name="Received">The day of the reply; null where it is not known.</param>
/// <param name="Obstacle">Why nothing follows where it was not found, as a sentence; empty where nothing is known that keeps from it.</param>
public sealed record AccessFacts(long Recorded, long Found, DateTimeOffset? First, DateOnly? Requested, DateOnly? Received, string Obstacle);

/// <summary>What can be said of something that was recorded, or that stands in a reply. That it was not found is no breach: article 15 is about the data at the time of the request.</summary>
/// <param name="Name"><see cref="FoundAgain"/>, <see cref="NotFound"/>, <see cref="ReplyOnly"/>, or not established.</param>
/// <param name="Why">Why, in a sentence; empty where the result says it all.</param>
public sealed record AccessResult(string Name, string Why)
{
    /// <summary>It was recorded and stands in the reply.</summary>
    public const string FoundAgain = "found again";

    /// <summary>It was recorded before the request and was not found in the reply.</summary>
    public const string NotFound = "not found in the reply";

    /// <summary>It stands in the reply and was not recorded.</summary>
    public const string ReplyOnly = "in the reply only";

    /// <summary>What follows.</summary>
    public static AccessResult Of(AccessFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Found > 0)
        {
            return new(FoundAgain, "");
        }

        if (facts.Obstacle.Length > 0)
        {
            return new(Classification.NotEstablished, facts.Obstacle);
        }

        if ((facts.Requested ?? facts.Received) is not { } day)
        {
            return new(Classification.NotEstablished, "Neither the day of the request nor that of the reply is known, so that it can have been recorded later.");
        }

        var of = facts.Requested is null ? "reply" : "request";
        if (facts.First is not { } first)
        {
            return new(Classification.NotEstablished, $"When it was sent is not known, so that it can have been after the {of}.");
        }

        var recorded = DateOnly.FromDateTime(first.UtcDateTime);
        return recorded > day ? new(Classification.NotEstablished, $"It was recorded first on {Day(recorded)}, after the {of}.")
            : recorded == day ? new(Classification.NotEstablished, $"It was recorded first on the day of the {of}; whether before it is not known.")
            : new(NotFound, $"Recorded first on {Day(recorded)}; not found in the reply{(facts.Received is { } received ? $" of {Day(received)}" : "")}.");
    }

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
