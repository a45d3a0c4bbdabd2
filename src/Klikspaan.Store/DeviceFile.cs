namespace Klikspaan.Store;

/// <summary>A file that a program left on the device.</summary>
/// <param name="Exchange">The exchange that tells of it.</param>
/// <param name="What">What it is, as far as its content shows: one of the names below.</param>
/// <param name="Reason">By what that is known.</param>
/// <param name="Values">Values in it with the form of an identifier, as they are compared.</param>
/// <param name="IsCut">Whether more values stand in it than are compared, or less of it was kept than there was.</param>
/// <param name="Choice">Before a choice, or not established.</param>
/// <param name="Made">What was chosen.</param>
sealed record DeviceFile(Exchange Exchange, string What, string Reason, IReadOnlySet<string> Values, bool IsCut, string Choice, string Made)
{
    /// <summary>A file that holds events.</summary>
    public const string Store = "store of events";

    /// <summary>A database, by its first bytes.</summary>
    public const string Database = "database";

    /// <summary>A file of which no more is known.</summary>
    public const string Plain = "file";

    /// <summary>Of a database, where in it a value stands: table, row and column, by the value as it is compared.</summary>
    public IReadOnlyDictionary<string, string> Cells { get; init; } = new Dictionary<string, string>();

    /// <summary>Of a database the tables that keep their rows in an index, of which nothing was compared.</summary>
    public IReadOnlyList<string> Indexed { get; init; } = [];

    /// <summary>SHA-256 of the capture.</summary>
    public string Capture { get; init; } = "";

    /// <summary>The file where it stands in the capture: what was kept of it, or the records that tell of it.</summary>
    public Locator Place => Exchange.LeftFile?.Kept is { } kept
        ? new(Capture, Exchange.Number, kept.Part, kept.Path, kept.Offset, kept.Length, kept.Steps)
        : new(Capture, Exchange.Number, MessagePart.Whole, "", Exchange.Offset, Exchange.Length, "");
}
