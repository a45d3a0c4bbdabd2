namespace Klikspaan.Documenting;

/// <summary>What a snapshot of a vendor's documentation is of, and where it came from.</summary>
public sealed record SnapshotHead
{
    /// <summary>The version of the form that this program writes and the newest that it reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Who published it, as in the name of a knowledge folder: small letters, digits and hyphens.</summary>
    public required string Vendor { get; init; }

    /// <summary>The product that it is about, in the same form.</summary>
    public required string Product { get; init; }

    /// <summary>The edition or version of the product that it is about; empty where the source speaks of none.</summary>
    public string Edition { get; init; } = "";

    /// <summary>The day of the edition of the page, as the page or a person says.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>At which level the events are sent: required, optional, essential-service or a vendor's own word; empty where the list is of all levels.</summary>
    public string Level { get; init; } = "";

    /// <summary>Title of the page.</summary>
    public string Title { get; init; } = "";

    /// <summary>Protocols in which the events are sent; empty where the knowledge says it.</summary>
    public IReadOnlyList<string> Protocols { get; init; } = [];

    /// <summary>Address from which a person says that the file came; empty when nobody did.</summary>
    public string Url { get; init; } = "";

    /// <summary>Name of the file that was read.</summary>
    public string File { get; init; } = "";

    /// <summary>SHA-256 of the file, in hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Size of the file.</summary>
    public required long Bytes { get; init; }

    /// <summary>Form in which it was read.</summary>
    public string Form { get; init; } = "";

    /// <summary>When it was taken in.</summary>
    public string ImportedAt { get; init; } = "";

    /// <summary>Version of the program that took it in.</summary>
    public string Tool { get; init; } = "";

    /// <summary>How many events, groups of fields in common, fields, and places that could not be read.</summary>
    public SnapshotCounts Counts { get; init; }

    /// <summary>Vendor and product, as a knowledge file is named.</summary>
    public string Id => $"{Vendor}/{Product}";

    /// <summary>What it is, in a few words: product, edition, level and day.</summary>
    public string Name => $"{Id}{(Edition.Length > 0 ? $" {Edition}" : "")}{(Level.Length > 0 ? $" {Level}" : "")}@{Day}";

    /// <summary>The day, as text.</summary>
    public string Day => Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>How much was read from a source.</summary>
/// <param name="Events">Events.</param>
/// <param name="Common">Groups of fields in common.</param>
/// <param name="Fields">Fields of all of them.</param>
/// <param name="Unread">Places that could not be read.</param>
/// <param name="Texts">How many of those held only text, so that no name was lost by them.</param>
public readonly record struct SnapshotCounts(int Events, int Common, int Fields, long Unread, long Texts = 0)
{
    /// <summary>Places that could not be read, in which names of events or fields may stand.</summary>
    public long Lost => Unread - Texts;
}
