namespace Klikspaan.Reporting;

/// <summary>All that a report is made of: gathered from a dossier, bounded, and in a total order.</summary>
public sealed record ReportData
{
    /// <summary>Name of the investigation; may be empty.</summary>
    public required string Name { get; init; }

    /// <summary>Version of the program.</summary>
    public required string Tool { get; init; }

    /// <summary>Seal of the last line of the manifest, over all lines before it; empty when there is no line.</summary>
    public required string ManifestSeal { get; init; }

    /// <summary>The bounds that were kept.</summary>
    public required ReportLimits Limits { get; init; }

    /// <summary>The captures, in order of arrival.</summary>
    public IReadOnlyList<ReportedCapture> Captures { get; init; } = [];

    /// <summary>Captures of one scenario that were compared.</summary>
    public IReadOnlyList<ReportedComparison> Comparisons { get; init; } = [];

    /// <summary>Captures held against those of an idle device.</summary>
    public IReadOnlyList<ReportedBaseline> Baselines { get; init; } = [];

    /// <summary>To what the exchanges that are told of are put down.</summary>
    public IReadOnlyDictionary<(string Capture, int Exchange), Cause> Causes { get; init; } = new Dictionary<(string Capture, int Exchange), Cause>();

    /// <summary>To whom requests were addressed, most bytes first.</summary>
    public IReadOnlyList<ReportedRecipient> Recipients { get; init; } = [];

    /// <summary>Hosts beyond the limit, and requests to them.</summary>
    public (long Hosts, long Requests) HostsLeftOut { get; init; }

    /// <summary>The planted values that were found, by label, form and host.</summary>
    public IReadOnlyList<ReportedHit> Hits { get; init; } = [];

    /// <summary>Labels of the planted values that were found, also those whose places are beyond the limit.</summary>
    public IReadOnlyCollection<string> Found { get; init; } = [];

    /// <summary>Places of planted values beyond the limit.</summary>
    public long HitsLeftOut { get; init; }

    /// <summary>Labels and kinds of the planted values that were searched for.</summary>
    public IReadOnlyList<(string Label, string Kind)> Planted { get; init; } = [];

    /// <summary>By label the list of article 9, 10 or 87 GDPR on which the tester put a planted value.</summary>
    public IReadOnlyDictionary<string, string> PlantedLists { get; init; } = new Dictionary<string, string>();

    /// <summary>Of digests of such values, by label and form: by accident one would be found in one of 2 to this power of values; not there where that is too seldom to tell.</summary>
    public IReadOnlyDictionary<(string Label, string Form), int> ListedDigestBits { get; init; } = new Dictionary<(string Label, string Form), int>();

    /// <summary>Values that may identify: the widest scope that is established first; none in an outline.</summary>
    public IReadOnlyList<ReportedIdentifier> Identifiers { get; init; } = [];

    /// <summary>How many fields with such values there are, and requests with values beyond the limit that were not followed.</summary>
    public (long Fields, long LeftOut) IdentifiersInAll { get; init; }

    /// <summary>In how many runs such values were seen.</summary>
    public int IdentifierRuns { get; init; }

    /// <summary>Digests that were undone; none in an outline.</summary>
    public IReadOnlyList<ReportedDigest> Digests { get; init; } = [];

    /// <summary>Values with the form of a digest that nothing explains.</summary>
    public long DigestsNotExplained { get; init; }

    /// <summary>Content, functional and diagnostic data: content first; none in an outline.</summary>
    public IReadOnlyList<ReportedClass> Classes { get; init; } = [];

    /// <summary>Judgements on classes that are about nothing that was observed.</summary>
    public IReadOnlyList<ReportedJudgement> IdleJudgements { get; init; } = [];

    /// <summary>What was sent that stands for something of the device, and what was stored on it; none in an outline.</summary>
    public IReadOnlyList<ReportedDevice> Device { get; init; } = [];

    /// <summary>Values and files of that beyond the limit.</summary>
    public long DeviceLeftOut { get; init; }

    /// <summary>Where requests went; none in an outline.</summary>
    public IReadOnlyList<ReportedLocation> Locations { get; init; } = [];

    /// <summary>Recipients, held against the documents in force; none in an outline.</summary>
    public IReadOnlyList<ReportedNaming> Namings { get; init; } = [];

    /// <summary>What was observed besides requests: names looked up, handshakes that were not completed, connections on which nothing was sent, files that were left.</summary>
    public IReadOnlyList<ReportedContact> Contacts { get; init; } = [];

    /// <summary>Of which kinds there were more than the limit lets through.</summary>
    public IReadOnlySet<ExchangeKind> ContactsLeftOut { get; init; } = new HashSet<ExchangeKind>();

    /// <summary>The first problems.</summary>
    public IReadOnlyList<ReportedProblem> Problems { get; init; } = [];

    /// <summary>The exchanges that are shown, in order; none in an outline.</summary>
    public IReadOnlyList<ReportedExchange> Exchanges { get; init; } = [];

    /// <summary>What was sent before the first step of a scenario.</summary>
    public IReadOnlyList<ReportedHost> BeforeFirstStep { get; init; } = [];

    /// <summary>For each capture the requests before the first step to hosts beyond the limit.</summary>
    public IReadOnlyDictionary<string, long> BeforeFirstStepLeftOut { get; init; } = new Dictionary<string, long>();

    /// <summary>Requests, other connections and datagrams together.</summary>
    public long Sent => Captures.Sum(c => c.Requests + c.Others + c.Datagrams);

    /// <summary>What the self-test of the search for planted values came to; null where it was not made, since none are searched for.</summary>
    public ControlResult? Control { get; init; }

    /// <summary>Labels that were searched for and not found.</summary>
    public IEnumerable<string> NotFound => Planted.Select(p => p.Label).Except(Found);
}
