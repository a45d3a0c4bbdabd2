namespace Klikspaan.Reporting;

/// <summary>A capture, and what it came to.</summary>
public sealed record ReportedCapture
{
    /// <summary>SHA-256 in hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Its file in the dossier.</summary>
    public required string File { get; init; }

    /// <summary>The name that it had where it came from.</summary>
    public required string Source { get; init; }

    /// <summary>Format; empty when not recognised.</summary>
    public required string Format { get; init; }

    /// <summary>Size in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>When the recording began; null for a capture that was taken in from a file.</summary>
    public DateTimeOffset? Began { get; init; }

    /// <summary>When it was taken in; of a recording when it ended.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Version of the program that took it in.</summary>
    public required string Tool { get; init; }

    /// <summary>What is particular, such as a cut-off import.</summary>
    public required string Remark { get; init; }

    /// <summary>What is known of it, by key.</summary>
    public required IReadOnlyDictionary<string, string> Meta { get; init; }

    /// <summary>Whether it is a recording of our own, which also lists connections, look-ups and senders.</summary>
    public bool IsRecording { get; init; }

    /// <summary>First request.</summary>
    public DateTimeOffset? First { get; init; }

    /// <summary>Last request.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>Requests and the like of which the capture does not say when they were sent.</summary>
    public long Untimed { get; init; }

    /// <summary>Requests that an earlier capture shows too; they count there, and in no other number here.</summary>
    public long Again { get; init; }

    /// <summary>Requests of HTTP.</summary>
    public long Requests { get; init; }

    /// <summary>Connections of other protocols.</summary>
    public long Others { get; init; }

    /// <summary>Destinations of datagrams.</summary>
    public long Datagrams { get; init; }

    /// <summary>Names that were looked up, and names in handshakes that failed: both are searched for planted values.</summary>
    public long Names { get; init; }

    /// <summary>Handshakes that failed.</summary>
    public long Handshakes { get; init; }

    /// <summary>Files that were left.</summary>
    public long Files { get; init; }

    /// <summary>Events that a device had stored, of which it is not shown that they were sent.</summary>
    public long Stored { get; init; }

    /// <summary>Contacts of which the contents were not seen.</summary>
    public long Contacts { get; init; }

    /// <summary>Records that a vendor's service wrote, which do not show what was sent.</summary>
    public long VendorRecords { get; init; }

    /// <summary>Requests of which the capture says that they were not sent.</summary>
    public long NotSent { get; init; }

    /// <summary>Requests and connections whose sender is not established.</summary>
    public long UnknownSenders { get; init; }

    /// <summary>Values in what was sent.</summary>
    public long Items { get; init; }

    /// <summary>Events that a protocol file knows.</summary>
    public long Events { get; init; }

    /// <summary>Where the bytes went.</summary>
    public Coverage Coverage { get; init; }

    /// <summary>Problems.</summary>
    public long Problems { get; init; }

    /// <summary>Those that are not handshakes, which are counted by themselves.</summary>
    public long OtherProblems { get; init; }

    /// <summary>The steps of its scenario, in order of time and by the clock of the capture; none when none were written down.</summary>
    public IReadOnlyList<ScenarioStep> Steps { get; init; } = [];

    /// <summary>How its clock runs against that of the tester; null when that is not established.</summary>
    public ReportedClock? Clock { get; init; }

    /// <summary>Whether it is of an idle device, by its scenario.</summary>
    public bool IsBaseline { get; init; }

    /// <summary>How many of the exchanges that count are put down to what.</summary>
    public IReadOnlyDictionary<CauseKind, long> Causes { get; init; } = new Dictionary<CauseKind, long>();

    /// <summary>How it was made; empty when that is not established.</summary>
    public string Mode => Meta.GetValueOrDefault("mode", "");

    /// <summary>Whether a sinkhole answered.</summary>
    public bool IsSinkhole => Mode.EndsWith("sinkhole", StringComparison.Ordinal);
}
