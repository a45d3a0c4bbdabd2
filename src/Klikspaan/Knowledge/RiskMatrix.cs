namespace Klikspaan.Knowledge;

/// <summary>What level a risk has by its likelihood and severity; read from <c>matrices/</c>. It is a table and no product of numbers.</summary>
public sealed record RiskMatrix
{
    /// <summary>Name of the file without extension.</summary>
    public required string Id { get; init; }

    /// <summary>What it is called.</summary>
    public required LocalText Title { get; init; }

    /// <summary>Steps of likelihood, lowest first.</summary>
    public required IReadOnlyList<RiskStep> Likelihoods { get; init; }

    /// <summary>Steps of severity, lowest first.</summary>
    public required IReadOnlyList<RiskStep> Severities { get; init; }

    /// <summary>Levels, lowest first.</summary>
    public required IReadOnlyList<RiskStep> Levels { get; init; }

    /// <summary>The level of each severity and likelihood, by position.</summary>
    public required IReadOnlyList<IReadOnlyList<int>> Cells { get; init; }

    /// <summary>The step of either scale that stands for each that a risk proposes: low, medium, high.</summary>
    public required IReadOnlyDictionary<string, (string Likelihood, string Severity)> Proposals { get; init; }

    /// <summary>The position of the highest level that still counts as low, and of the lowest that counts as high.</summary>
    public required (int Low, int High) Bounds { get; init; }

    /// <summary>What a person is asked where a low level comes from a low likelihood or severity alone; empty where the model asks nothing.</summary>
    public required LocalText Asks { get; init; }

    /// <summary>Where this was learned.</summary>
    public required IReadOnlyList<Source> Sources { get; init; }

    /// <summary>Position of the level of these steps; null where one is none of this matrix.</summary>
    public int? LevelOf(string likelihood, string severity) =>
        (At(Likelihoods, likelihood), At(Severities, severity)) is (>= 0 and var column, >= 0 and var row) ? Cells[row][column] : null;

    /// <summary>Whether the level is low only because either scale stands at its lowest step while the other does not.</summary>
    public bool IsLowByOneScale(string likelihood, string severity) =>
        LevelOf(likelihood, severity) is { } level && level <= Bounds.Low && (At(Likelihoods, likelihood) > 0 || At(Severities, severity) > 0);

    static int At(IReadOnlyList<RiskStep> steps, string id)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Id == id)
            {
                return i;
            }
        }

        return -1;
    }
}
