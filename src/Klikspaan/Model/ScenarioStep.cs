namespace Klikspaan;

/// <summary>A step of a scenario: what the tester did, and when.</summary>
/// <param name="Name">What was done.</param>
/// <param name="Start">When it began, by the tester's clock.</param>
/// <param name="End">When it ended; null when that was not written down.</param>
public sealed record ScenarioStep(string Name, DateTimeOffset Start, DateTimeOffset? End)
{
    /// <summary>How an act beside the product is marked.</summary>
    public const string OwnAct = "tester-own";

    /// <summary>Who did it: <c>tester</c>, <c>program</c>, or <c>tester-own</c> for an act beside the product, such as visiting a news site; empty when that was not written down.</summary>
    public string By { get; init; } = "";

    /// <summary>What was done in another way than was planned; empty for nothing.</summary>
    public string Deviation { get; init; } = "";

    /// <summary>What the tester noticed; empty for nothing.</summary>
    public string Remark { get; init; } = "";

    /// <summary>Whether it was left out: then nothing was done in it.</summary>
    public bool IsSkipped { get; init; }

    /// <summary>Whether the tester stopped before it was done, so that it is still to do.</summary>
    public bool IsStopped { get; init; }

    /// <summary>What was done in it with a choice that the product offers: <c>offered</c>, <c>accepted</c> or <c>refused</c>; empty where it is not marked as one.</summary>
    public string Choice { get; init; } = "";

    /// <summary>Whether it was the tester's own act, beside the product.</summary>
    public bool IsOwnAct => By == OwnAct;
}
