namespace Klikspaan.Assessing;

/// <summary>What one capture shows of a product: counts and places, never a value.</summary>
public sealed record ObservedCapture
{
    /// <summary>SHA-256 in hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The day of its first exchange; null when no exchange has a time.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>How it was made; empty when that is not established.</summary>
    public string Mode { get; init; } = "";

    /// <summary>Whether it is in the umbrella and not in the dossier itself.</summary>
    public bool IsShared { get; init; }

    /// <summary>What was said of it, by key.</summary>
    public IReadOnlyDictionary<string, string> Meta { get; init; } = new Dictionary<string, string>();

    /// <summary>Bytes that went out, and those of them that were not opened.</summary>
    public (long Sent, long NotOpened) Bytes { get; init; }

    /// <summary>Requests, and connections of which the contents were not seen.</summary>
    public (long Requests, long NotSeen) Connections { get; init; }

    /// <summary>To what exchanges are put down, by host and event, in words.</summary>
    public IReadOnlyDictionary<(string Host, string Event), IReadOnlyList<string>> Causes { get; init; } = new Dictionary<(string Host, string Event), IReadOnlyList<string>>();

    /// <summary>To whom it was addressed.</summary>
    public IReadOnlyList<ObservedHost> Hosts { get; init; } = [];

    /// <summary>Values by class of data.</summary>
    public IReadOnlyList<ObservedData> Data { get; init; } = [];

    /// <summary>Categories of values that stand for a person or a device, within events.</summary>
    public IReadOnlyList<ObservedCategory> Categories { get; init; } = [];

    /// <summary>Planted values that were found.</summary>
    public IReadOnlyList<ObservedPlanted> Planted { get; init; } = [];

    /// <summary>Events and fields held against the vendor's own lists.</summary>
    public IReadOnlyList<ObservedDocumented> Documented { get; init; } = [];

    /// <summary>What was sent of the device, and what was stored on it.</summary>
    public IReadOnlyList<ObservedOnDevice> Device { get; init; } = [];
}

/// <summary>A host that something was addressed to.</summary>
/// <param name="Host">Host name or address.</param>
/// <param name="Operator">Who operates it; empty when not established.</param>
/// <param name="Organisation">Id of who operates it, below <c>recipients/</c>; empty when not established.</param>
/// <param name="Source">The knowledge file and source that say so.</param>
/// <param name="Country">Country of establishment of that operator (ISO 3166); empty when not established.</param>
/// <param name="Times">Requests; or connections of which the contents were not seen.</param>
/// <param name="IsOpened">Whether contents were seen.</param>
/// <param name="Locator">Where the first stands.</param>
public sealed record ObservedHost(string Host, string Operator, string Organisation, string Source, string Country, long Times, bool IsOpened, string Locator)
{
    /// <summary>Bytes that went to it, and those of them that were not opened.</summary>
    public (long Sent, long NotOpened) Bytes { get; init; }
}

/// <summary>Values of one class in one event to one host.</summary>
/// <param name="Host">The host.</param>
/// <param name="Protocol">Protocol file; empty when none knows it.</param>
/// <param name="Event">Name of the event; empty for none.</param>
/// <param name="Path">The field, of content within other data and of values on a list; empty for all else.</param>
/// <param name="Class">The class; of what a person decided, that.</param>
/// <param name="Within">The class of what it stands in.</param>
/// <param name="Lists">Lists of articles 9, 10 and 87 GDPR that values are on.</param>
/// <param name="Times">Values.</param>
/// <param name="IsJudged">Whether a person decided on the class.</param>
/// <param name="Locator">Where the first stands.</param>
public sealed record ObservedData(string Host, string Protocol, string Event, string Path, DataClass Class, DataClass Within, IReadOnlyList<string> Lists, long Times, bool IsJudged, string Locator);

/// <summary>Values in an event of one category that stands for a person or a device.</summary>
/// <param name="Host">The host.</param>
/// <param name="Event">Name of the event.</param>
/// <param name="Category">Id of the category.</param>
/// <param name="Times">Values.</param>
/// <param name="Locator">Where the first stands.</param>
public sealed record ObservedCategory(string Host, string Event, string Category, long Times, string Locator);

/// <summary>A field of an event, held against the vendor's own lists.</summary>
/// <param name="Protocol">Protocol file.</param>
/// <param name="Event">Name of the event.</param>
/// <param name="Path">Pointer from the event; empty for all its fields.</param>
/// <param name="Result">documented, undocumented, contradicted, or not established.</param>
/// <param name="Why">Why, in a sentence.</param>
/// <param name="Snapshot">The lists; empty for none.</param>
/// <param name="Purpose">What the list says the event is collected for, as written; empty for nothing.</param>
/// <param name="Times">Values.</param>
/// <param name="Locator">Where the first stands.</param>
public sealed record ObservedDocumented(string Protocol, string Event, string Path, string Result, string Why, string Snapshot, string Purpose, long Times, string Locator);

/// <summary>What was sent that stands for something of the device, or what was stored on it.</summary>
/// <param name="IsStored">Whether it was stored.</param>
/// <param name="What">A category, label of a planted value, name of a cookie or path of a file.</param>
/// <param name="Host">The host that it was sent to; empty of a file.</param>
/// <param name="Choice">Before or after a choice; or not established.</param>
/// <param name="Times">Values.</param>
/// <param name="Locator">Where the first stands.</param>
public sealed record ObservedOnDevice(bool IsStored, string What, string Host, string Choice, long Times, string Locator);

/// <summary>A planted value that was found in what was sent to a host.</summary>
/// <param name="Label">Its label.</param>
/// <param name="Form">The form in which it was found.</param>
/// <param name="Host">The host.</param>
/// <param name="Times">How often.</param>
/// <param name="Locator">Where it was found first.</param>
public sealed record ObservedPlanted(string Label, string Form, string Host, long Times, string Locator);
