namespace Klikspaan.Bench.Measuring;

/// <summary>A program that the product is measured against.</summary>
/// <param name="Name">What is run, in words.</param>
/// <param name="Program">The program that must be there.</param>
/// <param name="Install">The command that installs it.</param>
/// <param name="Command">What is run for a capture.</param>
sealed record Peer(string Name, string Program, string Install, Func<Inputs, Command> Command)
{
    /// <summary>The product's cpu by the peer's: more fails the gate.</summary>
    public double? Floor { get; init; }

    /// <summary>Where the floor is not reached yet, or is provisional, as the two programs do not read the same format: what fails the gate until then, so that nothing gets worse meanwhile.</summary>
    public double? Held { get; init; }

    /// <summary>The product's cpu by the peer's: what is aimed at.</summary>
    public double? Target { get; init; }

    /// <summary>The largest capture that it is given, in MB; beyond it fails or takes an hour.</summary>
    public int Largest { get; init; } = 1_000;

    /// <summary>What else must be there, below the folder of peers.</summary>
    public string Needs { get; init; } = "";

    /// <summary>The pairs that it found, where it searches for values at all; null where it does not.</summary>
    public Func<Inputs, string, IEnumerable<(int Entry, string Label)>>? Hits { get; init; }

    /// <summary>What is run to see what it found, where that is not <see cref="Command"/>.</summary>
    public Func<Inputs, Command>? Finding { get; init; }

    /// <summary>Why it cannot be run here; null when it can.</summary>
    public string? Absent(string peers) =>
        Measuring.Command.Find(Program) is null ? $"{Program} is absent: {Install}"
        : Needs.Length > 0 && !Path.Exists(Path.Combine(peers, Needs)) ? $"{Needs} is absent: {Install}"
        : null;
}
