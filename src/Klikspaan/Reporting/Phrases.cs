namespace Klikspaan.Reporting;

/// <summary>Every fixed text that a report can say. The language files hold the words; a missing or surplus key is a mistake there.</summary>
static class Phrases
{
    static readonly List<Phrase> Listed = [];

    public static readonly Phrase Untitled = New("title.untitled"), NoAssessment = New("about.no-assessment"), Contents = New("contents"), Summary = New("summary"), Unseen = New("summary.unseen");
    public static readonly Phrase VerdictSinkhole = New("verdict.one-sinkhole"), VerdictOne = New("verdict.one"), VerdictSeveral = New("verdict.several"), VerdictNone = New("verdict.no-capture");
    public static readonly Phrase NothingToSee = New("summary.nothing"), NotByRecording = New("summary.not-by-recording");
    public static readonly Phrase Recipients = New("recipients"), RecipientsIntro = New("recipients.intro"), FlowTitle = New("flow.title"), FlowProcess = New("flow.process"), FlowHost = New("flow.host"), FlowOperator = New("flow.operator");
    public static readonly Phrase Planted = New("planted"), PlantedValues = New("planted.values"), PlantedForms = New("planted.forms"), PlantedNotListed = New("planted.not-listed"), PlantedNotSearched = New("planted.not-searched"), PlantedNoneFound = New("planted.none-found");
    public static readonly Phrase Digests = New("digests"), DigestsIntro = New("digests.intro"), DigestsNone = New("digests.none");
    public static readonly Phrase Classes = New("classes"), ClassesIntro = New("classes.intro"), ClassesNone = New("classes.none"), ClassesWithin = New("classes.within"), ClassesWithinNone = New("classes.within-none"), ClassesJudged = New("classes.judged"), ColumnClass = New("column.class"), ColumnBasis = New("column.basis"), ColumnValues = New("column.values");
    public static readonly Phrase Identifiers = New("identifiers"), IdentifiersIntro = New("identifiers.intro"), IdentifiersNone = New("identifiers.none"), IdentifiersOneRun = New("identifiers.one-run"), IdentifiersInvented = New("identifiers.invented"), IdentifiersTitle = New("identifiers.title"), ColumnScope = New("column.scope"), ColumnKept = New("column.kept"), ColumnField = New("column.field"), ColumnDifferent = New("column.different");
    public static readonly Phrase FirstStep = New("first-step"), FirstStepUnknown = New("first-step.unknown"), FirstStepWhy = New("first-step.why"), FirstStepClock = New("first-step.clock"), Causes = New("causes"), CausesIntro = New("causes.intro"), BaselineNone = New("baseline.none"), BaselineNoneWhy = New("baseline.none-why");
    public static readonly Phrase Besides = New("besides"), BesidesIntro = New("besides.intro"), BesidesNotRecorded = New("besides.not-recorded"), LookedUp = New("besides.looked-up"), Refused = New("besides.refused"), Tried = New("besides.tried"), FilesLeft = New("besides.files-left"), Logged = New("besides.logged"), RefusedWhy = New("besides.refused-why"), BesidesNone = New("besides.none");
    public static readonly Phrase Timeline = New("timeline"), TimelineUnknown = New("timeline.unknown");
    public static readonly Phrase Coverage = New("coverage"), CoverageIntro = New("coverage.intro"), ProblemsHead = New("problems"), NoProblems = New("problems.none");
    public static readonly Phrase Open = New("open"), OpenIntro = New("open.intro"), OpenOperatorWhy = New("open.operator-why"), OpenRole = New("open.role"), OpenRoleWhy = New("open.role-why"), OpenBehalf = New("open.behalf"), OpenBehalfWhy = New("open.behalf-why");
    public static readonly Phrase OpenServer = New("open.server"), OpenServerWhy = New("open.server-why"), OpenStorage = New("open.storage"), OpenStorageWhy = New("open.storage-why"), OpenPurpose = New("open.purpose"), OpenPurposeWhy = New("open.purpose-why");
    public static readonly Phrase OpenPersonal = New("open.personal"), OpenPersonalWhy = New("open.personal-why"), OpenVendor = New("open.vendor"), OpenVendorWhy = New("open.vendor-why"), OpenCategoryWhy = New("open.category-why"), OpenMetaWhy = New("open.meta-why"), OpenSenderWhy = New("open.sender-why"), OpenSenderImport = New("open.sender-import"), OpenSenderImportWhy = New("open.sender-import-why"), OpenCauseWhy = New("open.cause-why"), OpenCause = New("open.cause");
    public static readonly Phrase Method = New("method"), MethodRecording = New("method.recording"), MethodDecoding = New("method.decoding"), MethodEvidence = New("method.evidence"), MethodLocator = New("method.locator"), MethodCheck = New("method.check"), Captures = New("method.captures"), Versions = New("method.versions"), Sources = New("method.sources"), Rules = New("method.rules"), RulesLanguage = New("method.rules-language"), SourcesLanguage = New("method.sources-language");
    public static readonly Phrase ModeIsolated = New("mode.isolated"), ModeProxySinkhole = New("mode.proxy-sinkhole"), ModePassed = New("mode.passed-on"), ModeImport = New("mode.imported"), ShortIsolated = New("mode.short-isolated"), ShortProxySinkhole = New("mode.short-proxy-sinkhole"), ShortPassed = New("mode.short-passed-on"), ShortImport = New("mode.short-imported");
    public static readonly Phrase Glossary = New("glossary"), Exchanges = New("exchanges"), ExchangesIntro = New("exchanges.intro"), ValuesHidden = New("exchanges.values-hidden"), NoValues = New("exchanges.no-values"), NoBytes = New("exchanges.no-bytes");
    public static readonly Phrase ColumnHost = New("column.host"), ColumnProcess = New("column.process"), ColumnOperator = New("column.operator"), ColumnRequests = New("column.requests"), ColumnExchanges = New("column.exchanges"), ColumnBytes = New("column.bytes"), ColumnFirst = New("column.first"), ColumnLast = New("column.last"), ColumnEvidence = New("column.evidence");
    public static readonly Phrase ColumnCategory = New("column.category"), ColumnEvent = New("column.event"), ColumnPath = New("column.path"), ColumnCount = New("column.count"), ColumnValue = New("column.value"), ColumnFirstValue = New("column.first-value"), ColumnSent = New("column.sent"), ColumnLocator = New("column.locator"), ColumnKind = New("column.kind"), ColumnForm = New("column.form"), ColumnPlanted = New("column.planted");
    public static readonly Phrase ColumnCapture = New("column.capture"), ColumnOut = New("column.out"), ColumnProtocol = New("column.protocol"), ColumnFlattened = New("column.flattened"), ColumnOpaque = New("column.opaque"), ColumnShare = New("column.share"), ColumnProblem = New("column.problem"), ColumnExpected = New("column.expected"), ColumnFound = New("column.found"), ColumnWhat = New("column.what"), ColumnRule = New("column.rule"), ColumnReason = New("column.reason"), ColumnState = New("column.state"), ColumnSource = New("column.source"), ColumnDate = New("column.date"), ColumnAddress = New("column.address"), ColumnSays = New("column.says"), ColumnTotal = New("column.total"), ColumnTerm = New("column.term"), ColumnMeaning = New("column.meaning");
    public static readonly Phrase RowOthers = New("row.others"), RowDatagrams = New("row.datagrams"), RowNames = New("row.names"), RowHandshakes = New("row.handshakes"), RowFiles = New("row.files"), RowContacts = New("row.contacts"), RowSenders = New("row.senders"), RowEvents = New("row.events"), RowValues = New("row.values"), RowProblems = New("row.problems"), RowBegan = New("row.began"), RowEnded = New("row.ended"), RowFirst = New("row.first"), RowLast = New("row.last"), RowSha = New("row.sha256"), RowFile = New("row.file"), RowFormat = New("row.format"), RowSize = New("row.size"), RowTaken = New("row.taken-in"), RowTakenBy = New("row.taken-in-by"), RowRemark = New("row.remark"), RowSource = New("row.source");
    public static readonly Phrase Skip = New("skip"), BytesLabel = New("bytes.label"), NextHead = New("next");
    public static readonly Phrase NextLawyer = New("next.lawyer"), NextEngineer = New("next.engineer"), NextAdministrator = New("next.administrator"), Seen = New("summary.seen-head");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Phrase> All => Listed;

    static Phrase New(string key)
    {
        var phrase = new Phrase(key);
        Listed.Add(phrase);
        return phrase;
    }
}
