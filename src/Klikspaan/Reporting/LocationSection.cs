using System.Globalization;
using Klikspaan.Knowledge;

namespace Klikspaan.Reporting;

/// <summary>Who stands behind the hosts, in which country a database places their servers, on which instruments people rely, and who is named in the documents in force.</summary>
static class LocationSection
{
    const int MostFacts = 40;
    const string NotNamed = "not named in the documents in force", NotObserved = "not observed";

    public static IEnumerable<Block> Of(ReportContext context)
    {
        var all = context.Data.Locations;
        yield return new Heading(2, "locations", new Wording(Phrases.Locations));
        yield return new Paragraph(new Wording(Phrases.LocationsIntro));
        if (all.Count == 0)
        {
            yield return new Paragraph(new Wording(Phrases.LocationsNone));
            yield break;
        }

        yield return LocationFigure.Of(context, all, Table(context, all));
        foreach (var block in More(context, all.Count, context.Data.Limits.Rows).Concat(Entities(context, all)).Concat(Instruments(context, all)).Concat(Named(context)))
        {
            yield return block;
        }
    }

    /// <summary>The first exchange of it.</summary>
    public static EvidenceId Id(ReportedLocation location) => EvidenceId.OfExchange(location.Capture, location.Exchange);

    /// <summary>The country, or that it is not established.</summary>
    public static Parameter Country(ReportedLocation location) => location.Country is { } known ? Parameter.Known(known) : Parameter.Name(Names.NotEstablished);

    static Grid Table(ReportContext context, IReadOnlyList<ReportedLocation> all) => new(
        FactForms.LocationsCaption.Of(context.Whole, Parameter.Count(all.Sum(l => l.Requests), Unit.Request)),
        [new(Phrases.ColumnHost), new(Phrases.ColumnOperator), new(Phrases.ColumnCountry), new(Phrases.ColumnBasis), new(Phrases.ColumnRequests, IsNumber: true), new(Phrases.ColumnEvidence)],
        [.. all.Take(context.Data.Limits.Rows).Select(l => Row(context, l))]);

    static GridRow Row(ReportContext context, ReportedLocation location)
    {
        var evidence = Evidence.Of(Id(location));
        Parameter[] cells = [Parameter.Host(location.Host), context.Organisation(location.Operator), Country(location), Basis(location), Parameter.Number(location.Requests), Parameter.Place(Id(location))];
        return new([.. cells.Select(c => Fact.Of(c, evidence))]);
    }

    static Parameter Basis(ReportedLocation location) =>
        location.Reason.Length > 0 ? Names.Find("place", location.Reason) : Parameter.Part(FactForms.LocationBy, Parameter.Known(location.Database), Day(location.Date));

    static Parameter Day(string date) => date.Length > 0 ? Parameter.Known(date) : Parameter.Name(Names.NotEstablished);

    static IEnumerable<Block> Entities(ReportContext context, IReadOnlyList<ReportedLocation> all)
    {
        yield return new Heading(3, "", new Wording(Phrases.LocationsEntities));
        List<Sentence> facts = [];
        foreach (var of in all.Where(l => l.Operator is not null).GroupBy(l => l.Operator!, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            var (evidence, entities) = (Evidence.Of(Id(of.First())), of.SelectMany(l => l.Entities).Distinct().ToList());
            facts.AddRange(entities.Select(e => FactForms.LocationEntity.Of(
                Evidence.Of(EvidenceId.OfSource(e.Source)), context.Organisation(of.Key), Names.Find("entity", e.Entity.As), Parameter.Known(e.Entity.Name),
                e.Entity.Country.Length > 0 ? Parameter.Known(e.Entity.Country) : Parameter.Name(Names.NotEstablished), For(e.Entity), Names.Find("entity-method", e.Entity.Method), context.Address(e.Source), context.Date(e.Source))));
            if (RelatedEntity.Relations.Where(r => !entities.Exists(e => e.Entity.As == r)).ToList() is { Count: > 0 } open)
            {
                facts.Add(FactForms.LocationEntityOpen.Of(evidence, context.Organisation(of.Key), Parameter.List(open.Select(o => Names.Find("entity", o)))));
            }
        }

        yield return facts.Count == 0 ? new Paragraph(new Wording(Phrases.LocationsNoOperator)) : new ItemList([.. facts.Take(MostFacts)]);
        foreach (var block in More(context, facts.Count, MostFacts))
        {
            yield return block;
        }
    }

    static Parameter For(RelatedEntity entity) => entity.For.Length > 0 ? Parameter.Quoted(entity.For) : Parameter.Name(Names.NotSaid);

    static IEnumerable<Block> Instruments(ReportContext context, IReadOnlyList<ReportedLocation> all)
    {
        yield return new Heading(3, "", new Wording(Phrases.LocationsInstruments));
        yield return new Paragraph(new Wording(Phrases.LocationsInstrumentsIntro));
        var relied = all.SelectMany(l => l.Reliances.Select(r => (Location: l, By: r))).GroupBy(r => (r.By, r.Location.Day)).ToList();
        if (relied.Count == 0)
        {
            yield return new Paragraph(new Wording(Phrases.LocationsNoInstrument));
            yield break;
        }

        yield return new ItemList([.. relied.Take(MostFacts).Select(r => Relied(r.Key.By, r.Key.Day, [.. r.Select(l => l.Location)]))]);
        foreach (var block in More(context, relied.Count, MostFacts))
        {
            yield return block;
        }
    }

    static Fact Relied(ReportedReliance by, DateOnly? day, List<ReportedLocation> of)
    {
        var (instrument, evidence) = (by.Instrument, Evidence.Of(Id(of[0]), of.Skip(1).Select(Id)));
        var (status, next) = day is { } known ? (instrument.On(known), instrument.After(known)) : (null, null);
        var challenges = day is { } on ? instrument.ChallengesOn(on) : [];
        return FactForms.LocationRelied.Of(
            evidence, Parameter.Known(by.By), Parameter.Known(by.Date), Parameter.Known(by.Exporter), Parameter.Known(by.Importer), new InstrumentName(instrument), Parameter.Known(instrument.Document), Parameter.Known(by.Document),
            ReportContext.Few([.. of.Select(l => l.Host).Distinct()], Unit.Host), Day(Text(day)), status is null ? Parameter.Name(Names.NotEstablished) : Status(status), next is null ? Parameter.Name(Names.NothingKnown) : Status(next),
            Parameter.List(challenges.Select(c => Parameter.Part(FactForms.InstrumentStatus, Parameter.Known(c.Case), Names.Find("challenge", c.Is), Parameter.Known(Text(c.From)))), Names.NothingKnown));
    }

    /// <summary>What a source that was not read says is told as that.</summary>
    static Parameter Status(InstrumentStatus status)
    {
        var from = Parameter.Known(Text(status.From));
        var told = status.By.Length > 0
            ? Parameter.Part(FactForms.InstrumentStatus, Parameter.Known(status.By), Names.Find("instrument-status", status.Is), from)
            : Parameter.Part(FactForms.InstrumentSince, Names.Find("instrument-status", status.Is), from);
        return status.Source.IsVerified ? told : Parameter.Part(FactForms.InstrumentUncertain, told);
    }

    static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    static IEnumerable<Block> Named(ReportContext context)
    {
        var all = context.Data.Namings;
        yield return new Heading(3, "", new Wording(Phrases.LocationsNamed));
        List<ReportedNaming> observed = [.. all.Where(n => n.Requests > 0)], absent = [.. all.Where(n => n.Result == NotObserved)];
        var (left, open) = (observed.Where(n => n.Result == NotNamed).ToList(), observed.Where(n => n.Result == Classification.NotEstablished).ToList());
        yield return new Paragraph(FactForms.NamedCounted.Of(
            context.Whole, Parameter.Number(observed.Count), Parameter.Number(observed.Count - left.Count - open.Count), Parameter.Number(left.Count), Parameter.Number(open.Count)));
        if (open.Count > 0)
        {
            yield return new Paragraph(new Wording(Phrases.LocationsNamedOpen));
        }

        List<Sentence> facts =
        [
            .. left.Select(n => FactForms.NamedNot.Of(
                Evidence.Of(EvidenceId.OfExchange(n.Capture, n.Exchange)), context.Organisation(n.Recipient), ReportContext.Few(n.Hosts, Unit.Host), Parameter.Count(n.Requests, Unit.Request), Product(n), Document(n))),
            .. absent.Select(n => FactForms.NamedUnobserved.Of(Evidence.Of(EvidenceId.OfCapture(n.Capture)), Document(n), Parameter.Known(n.Recipient ?? ""), Product(n))),
        ];
        if (facts.Count > 0)
        {
            yield return new ItemList([.. facts.Take(MostFacts)]);
        }

        foreach (var block in More(context, facts.Count, MostFacts))
        {
            yield return block;
        }
    }

    static Parameter Product(ReportedNaming naming) => naming.Product.Length > 0 ? Parameter.Known(naming.Product) : Parameter.Name(Names.NoProduct);

    static Parameter Document(ReportedNaming naming) => naming.Document.Length > 0 ? Parameter.Known(naming.Document) : Parameter.Name(Names.Nothing);

    static IEnumerable<Block> More(ReportContext context, int count, int shown)
    {
        if (count > shown)
        {
            yield return new Paragraph(FactForms.LocationsMore.Of(context.Whole, Parameter.Number(shown), Parameter.Number(count)));
        }
    }
}
