namespace Klikspaan.Reporting;

/// <summary>Every sentence about the evidence that a report can say, with the parameters that it takes.</summary>
static class FactForms
{
    static readonly List<FactForm> Listed = [];

    public static readonly FactForm Title = New("title", "name"), About = New("about", "captures"), SmallPrint = New("small-print", "mode", "grade", "evidence", "product", "build", "cause");
    public static readonly FactForm Seen = New("summary.seen", "products", "captures", "requests", "bytes", "hosts"), SeenNothing = New("summary.seen-nothing", "products", "captures"), NoCapture = New("summary.no-capture");
    public static readonly FactForm Opaque = New("summary.opaque", "opaque", "all", "share"), Missed = New("summary.missed", "what");
    public static readonly FactForm Mode = New("summary.mode", "captures", "mode");
    public static readonly FactForm SenderKnown = New("sender.known", "processes"), AndMore = New("and-more", "shown", "more"), PlantedLabel = New("planted.label", "label", "form"), CauseStep = New("cause.step", "step"), CauseBefore = New("cause.before", "step"), CauseFirstStep = New("cause.first-step", "step"), CauseFirstBefore = New("cause.first-before", "step"), CategoryDigest = New("category.digest", "category"), BasisOf = New("basis.of", "category", "basis"), FormInside = New("form.inside", "form", "digits"), FormDigest = New("form.digest", "digest"), FormDigestCut = New("form.digest-cut", "digest", "digits"), FormSpelling = New("form.spelling", "form", "spelling"), Hidden = New("value.hidden", "bytes");
    public static readonly FactForm PlantedReadable = New("planted.readable", "recording", "sender", "label", "form", "host", "times", "requests", "at"), PlantedDigest = New("planted.digest", "recording", "sender", "label", "form", "host", "times", "requests", "at"), PlantedName = New("planted.name", "recording", "sender", "label", "form", "name", "times", "requests", "at"), PlantedLogged = New("planted.logged", "recording", "sender", "label", "form", "host", "times", "requests", "at"), PlantedFound = New("planted.found", "found", "all", "labels", "others"), PlantedNotFound = New("planted.not-found", "labels", "searched", "opaque"), PlantedMore = New("planted.more", "places");
    public static readonly FactForm FlowDescription = New("flow.description", "processes", "hosts", "operators"), FlowCaption = New("flow.caption", "requests");
    public static readonly FactForm RecipientHead = New("recipient.head", "operator"), RecipientHeadUnknown = New("recipient.head-unknown", "hosts"), RecipientSent = New("recipient.sent", "recording", "sender", "requests", "bytes", "events", "hosts", "first", "last"), RecipientShared = New("recipient.shared", "operator"), RecipientOperator = New("recipient.operator", "hosts", "operator", "source", "date"), RecipientCountry = New("recipient.country", "operator", "country"), RecipientUnlisted = New("recipient.unlisted", "values"), RecipientKey = New("recipient.key", "keys", "organisation", "source", "date"), RecipientUnknown = New("recipient.unknown", "hosts"), RecipientCategories = New("recipient.categories", "categories", "uncategorised"), RecipientNoCategories = New("recipient.no-categories", "uncategorised"), RecipientKinds = New("recipient.kinds", "kinds"), RecipientKindsMore = New("recipient.kinds-more", "kinds");
    public static readonly FactForm FirstStepAt = New("first-step.at", "step", "capture", "at"), FirstStepSent = New("first-step.sent", "sender", "requests", "bytes", "host", "first"), FirstStepNothing = New("first-step.nothing", "at", "capture"), FirstStepNothingSince = New("first-step.nothing-since", "at", "capture", "began"), FirstStepMore = New("first-step.more", "requests"), FirstStepUntimed = New("first-step.untimed", "exchanges");
    public static readonly FactForm LookUps = New("besides.look-ups", "lookups"), Stored = New("summary.stored", "events"), Contacts = New("summary.contacts", "contacts", "hosts"), HostsCounted = New("hosts.counted", "hosts"), HostsAtLeast = New("hosts.at-least", "hosts"), BesidesCaption = New("besides.caption", "hosts"), BesidesMore = New("besides.more", "shown");
    public static readonly FactForm VendorRecords = New("summary.vendor-records", "records");
    public static readonly FactForm TimelineTitle = New("timeline.title", "capture"), TimelineDescription = New("timeline.description", "requests", "hosts", "first", "last"), TimelineCaption = New("timeline.caption", "capture"), HostsMore = New("hosts.more", "hosts", "requests");
    public static readonly FactForm Balance = New("coverage.balance", "protocol", "flattened", "opaque", "out"), CoverageCaption = New("coverage.caption", "captures"), Total = New("coverage.total", "total"), CountsCaption = New("counts.caption", "captures"), ProblemsCaption = New("problems.caption", "shown", "all");
    public static readonly FactForm OpenOperator = New("open.operator", "hosts"), OpenCategory = New("open.category", "values"), OpenMeta = New("open.meta", "what", "captures"), OpenSender = New("open.sender", "senders");
    public static readonly FactForm VersionTool = New("version.tool", "tool"), VersionKnowledge = New("version.knowledge", "version", "digest"), VersionManifest = New("version.manifest", "seal"), CaptureCaption = New("capture.caption", "capture"), StepRow = New("capture.step", "step"), StepTime = New("capture.step-time", "start", "end"), CaptureHead = New("capture.head", "capture"), CapturesMore = New("captures.more", "captures"), SourcesCaption = New("sources.caption", "sources"), RulesCaption = New("rules.caption", "rules");
    public static readonly FactForm ExchangeHead = New("exchange.head", "place", "kind", "method", "host"), ExchangeSent = New("exchange.sent", "sender", "bytes", "at"), ExchangeSeen = New("exchange.seen", "sender", "bytes", "at"), ExchangeLogged = New("exchange.logged", "sender", "at"), ExchangePath = New("exchange.path", "path"), ExchangeStatus = New("exchange.status", "status"), ExchangeCause = New("exchange.cause", "cause"), ExchangeEntry = New("exchange.entry", "offset", "length"), ExchangeItems = New("exchange.items", "values"), ExchangeItemsMore = New("exchange.items-more", "values"), ExchangePiece = New("exchange.piece", "part", "size", "offset", "length", "steps"), ExchangesMore = New("exchanges.more", "shown", "all"), Omitted = New("bytes.omitted", "bytes");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FactForm> All => Listed;

    static FactForm New(string key, params IReadOnlyList<string> parameters)
    {
        var form = new FactForm(key, parameters);
        Listed.Add(form);
        return form;
    }
}
