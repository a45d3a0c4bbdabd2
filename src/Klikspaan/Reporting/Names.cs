using Klikspaan.Knowledge;

namespace Klikspaan.Reporting;

/// <summary>Ids of names in the language files.</summary>
static class Names
{
    public const string NotEstablished = "not-established";
    public const string Nothing = "nothing";
    public const string UnknownSender = "sender.unknown";
    public const string NoProduct = "product.unknown";
    public const string ThisRecording = "recording.one";
    public const string TheseRecordings = "recording.several";
    public const string NotFound = "not-found";
    public const string NotShown = "not-shown";
    public const string NotSaid = "not-said";
    public const string NothingKnown = "nothing-known";
    public const string Import = "mode.import";
    public const string ByProtocolFile = "basis.protocol file";

    /// <summary>What is known of a capture, in the order in which it is told.</summary>
    public static IReadOnlyList<string> Meta { get; } =
    [
        "product", "edition", "build", "os_build", "account_kind", "settings_profile", "scenario", "command", "mode", "clock_offset", "tester", "device", "account", "installation", "received_from", "received_at",
    ];

    static readonly string[] Modes = ["isolated, sinkhole", "proxy, sinkhole", "proxy, passed on"];
    static readonly string[] Classes = ["content", "functional", "diagnostic", "documented", "contract", "access reply"];
    static readonly string[] ClassBases = ["role of the protocol", "record of the service", "shape of an event", "field of HTTP", "planted value", "category of the value", "no protocol file", "no role", "contact alone", "identifier in a field of HTTP", "needed for a step", "perhaps an event", "identifier in a needed request"];
    static readonly string[] DeviceBases = ["value invented for the device", "planted value", "category, by protocol file", "category, by rule", "cookie that was sent", "file that was left"];
    static readonly string[] DeviceFiles = ["store of events", "database", "file", "created", "changed"];
    static readonly string[] Choices = ["before a choice", "after a choice", "accepted", "refused"];
    static readonly string[] Reasons = ["sinkhole", "no address", "special address", "no database", "no country"];
    static readonly string[] Exemptions = ["strictly necessary", "communication", "none"];
    static readonly string[] Changes = [.. Enum.GetValues<ContextChange>().Select(c => c.Name())];
    static readonly string[] Bases = ["protocol file", "name of the field", "shape of the value", "name of the field and shape of the value"];
    static readonly string[] States = ["measured", "needs confirmation"];
    static readonly string[] Grades = ["decrypted", "metadata", "stored"];
    static readonly string[] Forms = ["raw", "url", "base64", "hex", "base32", "utf-16", "utf-16-base64", "utf-16-hex", "url-twice", "json", "html", "quoted-printable", "utf-7", "rot13", "reversed"];
    static readonly string[] Writings = ["base64", "bytes"];
    static readonly string[] Packings = ["base64", "hex", "base32"];
    static readonly string[] Spellings = ["lower case", "upper case", "without separators", "with dashes", "with dots", "with spaces", "joined by #", "with https and .git", "with https", "with git@ and .git", "with colons", "in braces", "local part", "domain", "without plus", "with 00", "trimmed", "in bytes", "in bytes of Windows", "UTF-16", "unique part"];

    /// <summary>Ids that every language must name.</summary>
    public static IEnumerable<string> Required(KnowledgeBase knowledge) =>
    [
        NotEstablished, Nothing, UnknownSender, NoProduct, ThisRecording, TheseRecordings, NotFound, NotShown, NotSaid, NothingKnown, Import,
        .. Modes.Select(m => "mode." + m), .. Bases.Select(b => "basis." + b), .. Classes.Select(c => "class." + c), .. ClassBases.Select(b => "class-basis." + b), .. DeviceBases.Select(b => "device-by." + b), .. DeviceFiles.Select(f => "device-file." + f), .. Choices.Select(c => "choice." + c), .. Exemptions.Select(e => "exemption." + e), .. Reasons.Select(r => "place." + r), .. RelatedEntity.Relations.Select(r => "entity." + r), .. RelatedEntity.Methods.Select(m => "entity-method." + m), .. InstrumentStatus.Names.Select(s => "instrument-status." + s), .. InstrumentChallenge.Names.Select(c => "challenge." + c), .. Changes.Select(c => "change." + c), .. Enum.GetValues<IdentifierScope>().Select(s => "scope." + s.Name()), .. Grades.Select(g => "grade." + g), .. Forms.Select(f => "form." + f), .. Packings.Select(p => "packed." + p), .. Spellings.Select(s => "spelling." + s), .. Writings.Select(w => "written." + w), .. PlantedValue.Kinds.Select(k => "planted." + k), .. PlantedValue.Lists.Select(l => "list." + l), .. States.Select(s => "state." + s), .. CauseWords.Names, "clock.ahead", "clock.behind", "step.own",
        .. Meta.Select(m => "meta." + m), .. Enum.GetValues<ExchangeKind>().Select(k => "kind." + k.Name()),
        .. knowledge.Categories.Keys.Select(c => "category." + c),
    ];

    /// <summary>Units that every language must name.</summary>
    public static IReadOnlyList<string> Units { get; } =
    [
        Unit.Request, Unit.Other, Unit.Datagrams, Unit.Byte, Unit.Value, Unit.Kind, Unit.Host, Unit.Capture, Unit.Problem, Unit.Time, Unit.Handshake, Unit.Exchange, Unit.Sender, Unit.File, Unit.Place, Unit.LookUp, Unit.Planted, Unit.StoredEvent, Unit.Contact, Unit.VendorRecord, Unit.Millisecond, Unit.Field, Unit.Run, Unit.Pair,
    ];

    /// <summary>A name of a known set; what is not in it is a text from the evidence.</summary>
    public static Parameter Find(string set, string id) =>
        id.Length == 0 || id == Classification.NotEstablished ? Parameter.Name(NotEstablished)
        : (set switch { "mode" => Modes, "basis" => Bases, "class" => Classes, "class-basis" => ClassBases, "device-by" => DeviceBases, "device-file" => DeviceFiles, "choice" => Choices, "exemption" => Exemptions, "place" => Reasons, "entity" => RelatedEntity.Relations, "entity-method" => RelatedEntity.Methods, "instrument-status" => InstrumentStatus.Names, "challenge" => InstrumentChallenge.Names, "state" => States, "form" => Forms, "packed" => Packings, "spelling" => Spellings, "written" => Writings, "planted" => PlantedValue.Kinds, "list" => PlantedValue.Lists, _ => (IReadOnlyList<string>)[] }).Contains(id) ? Parameter.Name($"{set}.{id}")
        : Parameter.Captured(id);
}
