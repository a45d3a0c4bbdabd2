namespace Klikspaan;

/// <summary>Bounds that keep a hostile capture from exhausting the machine; reaching one is a <see cref="Problem"/>.</summary>
public sealed record Limits
{
    /// <summary>Bounds that suit a laptop.</summary>
    public static Limits Default { get; } = new();

    /// <summary>Most bytes of one entry of a capture; a larger entry is skipped and reported.</summary>
    public int EntryBytes { get; init => field = Positive(value); } = 16 << 20;

    /// <summary>Most bytes one transform may produce.</summary>
    public int LayerBytes { get; init => field = Positive(value); } = 64 << 20;

    /// <summary>Most bytes that all layers of one exchange may produce together.</summary>
    public long ExchangeBytes { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value)); } = 256L << 20;

    /// <summary>Most layers inside each other.</summary>
    public int Depth { get; init => field = Positive(value); } = 8;

    /// <summary>Most nested containers within one value of JSON, protobuf or another format.</summary>
    public int Nesting { get; init => field = Positive(value); } = 64;

    /// <summary>Most values taken from one exchange.</summary>
    public int Leaves { get; init => field = Positive(value); } = 1_000_000;

    /// <summary>Most problems stored for one exchange; the rest is counted.</summary>
    public int Problems { get; init => field = Positive(value); } = 100;

    /// <summary>Most distinct rows in the index of one capture.</summary>
    public int DistinctRows { get; init => field = Positive(value); } = 100_000;

    /// <summary>Most requests, in all captures of a dossier together, that are compared to find those that two captures show.</summary>
    public int MergedRequests { get; init => field = Positive(value); } = 100_000;

    /// <summary>Most different values, in all captures of a dossier together, that are followed over runs and recipients.</summary>
    public int Identifiers { get; init => field = Positive(value); } = 40_000;

    /// <summary>Most digests that are taken for each capture to find salted ones.</summary>
    public int SaltedDigests { get; init => field = Positive(value); } = 1_000_000;

    /// <summary>Most values with the form of a digest, in all captures of a dossier together, that are listed.</summary>
    public int Digests { get; init => field = Positive(value); } = 20_000;

    static int Positive(int value) => value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
}
