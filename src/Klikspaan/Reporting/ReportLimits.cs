namespace Klikspaan.Reporting;

/// <summary>How much a report shows; what is left out is counted in it, and the tables of the dossier hold all of it.</summary>
public sealed record ReportLimits
{
    /// <summary>What a reader can still open.</summary>
    public static ReportLimits Default { get; } = new();

    /// <summary>Most values in the exchanges that are shown.</summary>
    public int Items { get; init => field = Positive(value); } = 20_000;

    /// <summary>Most exchanges that are shown.</summary>
    public int Exchanges { get; init => field = Positive(value); } = 1_000;

    /// <summary>Most values of one exchange.</summary>
    public int ItemsOfExchange { get; init => field = Positive(value); } = 2_000;

    /// <summary>Most kinds of values in the tables of recipients.</summary>
    public int Kinds { get; init => field = Positive(value); } = 5_000;

    /// <summary>Most kinds of values of one recipient.</summary>
    public int KindsOfRecipient { get; init => field = Positive(value); } = 500;

    /// <summary>Most hosts that are told apart.</summary>
    public int Hosts { get; init => field = Positive(value); } = 1_000;

    /// <summary>Most rows of any other table.</summary>
    public int Rows { get; init => field = Positive(value); } = 500;

    /// <summary>Most lines of sixteen bytes in all dumps together.</summary>
    public int DumpLines { get; init => field = Positive(value); } = 20_000;

    /// <summary>Most lines of sixteen bytes in the dumps of one exchange.</summary>
    public int DumpLinesOfExchange { get; init => field = Positive(value); } = 256;

    /// <summary>Whether values are shown; otherwise only their length is, and no bytes are.</summary>
    public bool ShowValues { get; init; } = true;

    static int Positive(int value) => value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value));
}
