namespace Klikspaan.Store;

/// <summary>Says whether something was before or after the steps that are marked as a choice that the product offers; between them, near them and without them nothing is established.</summary>
sealed class ChoiceFinder
{
    /// <summary>Before the first of these steps began.</summary>
    public const string Before = "before a choice";

    /// <summary>After the last of them ended.</summary>
    public const string After = "after a choice";

    readonly DateTimeOffset? start, end;

    /// <summary>Prepares it.</summary>
    /// <param name="choices">The steps that are marked, by the clock of the capture; none where none are, or where that clock is not known.</param>
    /// <param name="within">How far the clocks may be apart.</param>
    public ChoiceFinder(IReadOnlyList<ScenarioStep> choices, TimeSpan within)
    {
        if (choices.Count == 0)
        {
            return;
        }

        start = choices.Min(c => c.Start) - within;

        // Of a step that was stopped, or of which no end is written down, nobody knows when it was over.
        end = choices.All(c => c is { End: not null, IsStopped: false }) ? choices.Max(c => c.End) + within : null;
        Made = choices.Select(c => c.Choice).Where(c => c != "offered").Distinct().ToList() is [var one] ? one : Classification.NotEstablished;
    }

    /// <summary>What was chosen: <c>accepted</c> or <c>refused</c>; not established where the steps say neither, or both.</summary>
    public string Made { get; } = Classification.NotEstablished;

    /// <summary>Whether something that was sent at this moment was before or after.</summary>
    public string Of(DateTimeOffset? at) => at is null ? Classification.NotEstablished : at < start ? Before : at > end ? After : Classification.NotEstablished;

    /// <summary>The same of a file that was last written at this moment: it was there then. One that was written later can have been there before.</summary>
    public string OfFile(DateTimeOffset? written) => written < start ? Before : Classification.NotEstablished;
}
