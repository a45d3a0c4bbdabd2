using Klikspaan.Knowledge;

namespace Klikspaan.Reporting;

/// <summary>What stands in a sentence in place of a name in braces.</summary>
abstract record Parameter
{
    private protected Parameter()
    {
    }

    /// <summary>Text from the evidence: it is shown as a quotation, and set apart from the text around it.</summary>
    public static Parameter Captured(string text) => new CapturedText(text);

    /// <summary>The same, where more of it must be shown.</summary>
    public static Parameter CapturedWhole(string text) => new CapturedText(text) { IsWhole = true };

    /// <summary>A host from the evidence; where that is empty it says that it is not established.</summary>
    public static Parameter Host(string host) => host.Length > 0 ? Captured(host) : Name(Names.NotEstablished);

    /// <summary>Text from <c>knowledge/</c>, <c>dossier.yaml</c> or this program.</summary>
    public static Parameter Known(string text) => new KnownText(text);

    /// <summary>An organisation by its name, which can be another in another language.</summary>
    public static Parameter Organisation(string name, Organisation? known) => new OrganisationName(name, known);

    /// <summary>A sentence from <c>knowledge/</c> outside the language files: it is English.</summary>
    public static Parameter Quoted(string text) => new KnownText(text) { IsEnglish = true };

    /// <summary>A public address in <c>knowledge/</c>.</summary>
    public static Parameter Address(string url) => new KnownText(url) { IsAddress = true };

    /// <summary>A name in the language files, by id.</summary>
    public static Parameter Name(string id) => new NamedThing(id);

    /// <summary>A number with what it counts.</summary>
    public static Parameter Count(long number, string unit) => new Amount(number, unit);

    /// <summary>A number by itself.</summary>
    public static Parameter Number(long number) => new Amount(number, "");

    /// <summary>A part of a whole, in percent.</summary>
    public static Parameter Share(long part, long whole) => new Percentage(part, whole);

    /// <summary>A moment, by the clock of the recorder; not established when null.</summary>
    public static Parameter Time(DateTimeOffset? time) => time is { } known ? new Moment(known) : Name(Names.NotEstablished);

    /// <summary>Part of a sentence with parameters of its own; the sentence around it carries the evidence.</summary>
    public static Parameter Part(FactForm form, params IReadOnlyList<Parameter> values) => new Fragment(form, values);

    /// <summary>Fixed wording within a sentence.</summary>
    public static Parameter Phrase(Phrase phrase) => new PhraseOf(phrase);

    /// <summary>A place in the evidence, to go and look.</summary>
    public static Parameter Place(EvidenceId id) => new PlaceOf(id);

    /// <summary>The same, to the millisecond.</summary>
    public static Parameter Instant(DateTimeOffset? time) => time is { } known ? new Moment(known) { IsPrecise = true } : Name(Names.NotEstablished);

    /// <summary>Several, as a list in a sentence; of none a name says so.</summary>
    public static Parameter List(IEnumerable<Parameter> items, string ifNone = Names.NotEstablished)
    {
        List<Parameter> all = [.. items];
        return all.Count switch { 0 => Name(ifNone), 1 => all[0], _ => new Several(all) };
    }
}

/// <summary>Text from the evidence.</summary>
sealed record CapturedText(string Text) : Parameter
{
    /// <summary>Whether it is shown up to a length that no sentence has.</summary>
    public bool IsWhole { get; init; }
}

/// <summary>Text that nobody under investigation wrote.</summary>
sealed record KnownText(string Text) : Parameter
{
    /// <summary>Whether it is a public address that a reader may open.</summary>
    public bool IsAddress { get; init; }

    /// <summary>Whether it is English whatever the language of the report.</summary>
    public bool IsEnglish { get; init; }
}

/// <summary>A name in the language files.</summary>
sealed record NamedThing(string Id) : Parameter;

/// <summary>A number, and the unit that it counts; without a unit when that is empty.</summary>
sealed record Amount(long Quantity, string Unit) : Parameter;

/// <summary>A part of a whole.</summary>
sealed record Percentage(long Portion, long Whole) : Parameter;

/// <summary>A moment.</summary>
sealed record Moment(DateTimeOffset At) : Parameter
{
    /// <summary>Whether milliseconds are shown.</summary>
    public bool IsPrecise { get; init; }
}

/// <summary>Several, in order.</summary>
sealed record Several(IReadOnlyList<Parameter> Items) : Parameter;

/// <summary>Part of a sentence.</summary>
sealed record Fragment(FactForm Form, IReadOnlyList<Parameter> Values) : Parameter;

/// <summary>A place in the evidence.</summary>
sealed record PlaceOf(EvidenceId Id) : Parameter;

/// <summary>Fixed wording.</summary>
sealed record PhraseOf(Phrase Words) : Parameter;

/// <summary>An instrument by its name, which can be another in another language.</summary>
sealed record InstrumentName(Instrument Listed) : Parameter;

/// <summary>An organisation.</summary>
sealed record OrganisationName(string Text, Organisation? Listed) : Parameter;
