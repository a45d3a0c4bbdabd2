using System.Globalization;

namespace Klikspaan.Assessing;

/// <summary>What was asked of a vendor or negotiator about a finding or a measure, and what came back, as <c>responses/</c> of a dossier says.</summary>
public sealed record VendorResponse
{
    /// <summary>How far it is with them: written and not sent, sent, or closed with what we make of it.</summary>
    public const string Draft = "draft", WithVendor = "with vendor", Final = "final";

    /// <summary>What <see cref="State"/> can be.</summary>
    public static IReadOnlyList<string> States { get; } = [Draft, WithVendor, Final];

    /// <summary>What is said of what nobody asked about.</summary>
    public const string NotAsked = "not asked";

    /// <summary>Id of a finding, or of a kind of findings; empty where it is about a measure.</summary>
    public string Finding { get; init; } = "";

    /// <summary>Id of a measure; empty where it is about findings.</summary>
    public string Measure { get; init; } = "";

    /// <summary>The product; empty for the one of a finding that is named by its id.</summary>
    public string Product { get; init; } = "";

    /// <summary>The platform; empty for all.</summary>
    public string Platform { get; init; } = "";

    /// <summary>What is asked.</summary>
    public required string Asked { get; init; }

    /// <summary>Of whom it is asked.</summary>
    public required string Of { get; init; }

    /// <summary>The day on which it was sent; null while it is a draft.</summary>
    public DateOnly? SentOn { get; init; }

    /// <summary>The day by which a reply is due; null where none was set.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>The evidence that was sent along, in words or as places.</summary>
    public IReadOnlyList<string> Evidence { get; init; } = [];

    /// <summary>What was replied, in our own words; empty where there is no reply.</summary>
    public string Reply { get; init; } = "";

    /// <summary>The day of the reply; null where there is none.</summary>
    public DateOnly? ReplyDate { get; init; }

    /// <summary>The document of the dossier that holds the reply; empty for none.</summary>
    public string Document { get; init; } = "";

    /// <summary>What we make of it; may be empty until it is final.</summary>
    public string Reaction { get; init; } = "";

    /// <summary>One of <see cref="States"/>.</summary>
    public required string State { get; init; }

    /// <summary>Who keeps the dialogue.</summary>
    public required string By { get; init; }

    /// <summary>File and line.</summary>
    public required string Place { get; init; }

    /// <summary>Whether it stands in the umbrella and not in the dossier itself.</summary>
    public bool IsShared { get; init; }

    /// <summary>Whether it is about a product on a platform.</summary>
    public bool IsOf(string product, string platform) =>
        (Product.Length == 0 || Product.Equals(product, StringComparison.OrdinalIgnoreCase)) && (Platform.Length == 0 || Platform.Equals(platform, StringComparison.OrdinalIgnoreCase));

    /// <summary>How it stands on a day: not asked, asked on a day, no reply by a day, or replied on a day.</summary>
    public string Standing(DateOnly today) => this switch
    {
        { ReplyDate: { } replied } => $"replied on {Day(replied)}",
        { SentOn: null } => NotAsked,
        { Deadline: { } deadline } when deadline < today => $"no reply by {Day(deadline)}",
        { SentOn: { } sent } => $"asked on {Day(sent)}",
    };

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
