using System.Globalization;
using Klikspaan.Knowledge;

namespace Klikspaan.Reporting;

/// <summary>Each exchange as evidence: what was sent, by whom, when, its values, and beside them the bytes.</summary>
static class ExchangeSection
{
    public static IEnumerable<Block> Of(ReportContext context)
    {
        var data = context.Data;
        yield return new Heading(2, "exchanges", new Wording(Phrases.Exchanges));
        yield return new Paragraph(new Wording(Phrases.ExchangesIntro));
        if (!data.Limits.ShowValues)
        {
            yield return new Paragraph(new Wording(Phrases.ValuesHidden)) { IsNotice = true };
        }

        var all = data.Captures.Sum(c => c.Requests + c.Others + c.Datagrams + c.Names + c.Files + c.Contacts) + data.Contacts.Where(c => c.Kind == ExchangeKind.Attempt).Sum(c => c.Count);
        if (all > data.Exchanges.Count)
        {
            yield return new Paragraph(FactForms.ExchangesMore.Of(context.Whole, Parameter.Number(data.Exchanges.Count), Parameter.Count(all, Unit.Exchange)));
        }

        foreach (var block in data.Exchanges.SelectMany(e => One(context, e)))
        {
            yield return block;
        }
    }

    /// <summary>A value as it is shown; when values are not shown, its length.</summary>
    public static Parameter Value(ReportedItem item) =>
        item.Value.Length == 0 && item.Length > 0 ? Parameter.Part(FactForms.Hidden, Parameter.Count(item.Length, Unit.Byte)) : Parameter.Captured(item.Value);

    /// <summary>Id of the row that shows a value.</summary>
    public static string Anchor(EvidenceId exchange, ReportedItem item) => string.Create(CultureInfo.InvariantCulture, $"{exchange.Anchor}-{item.Number}");

    static IEnumerable<Block> One(ReportContext context, ReportedExchange exchange)
    {
        var id = EvidenceId.OfExchange(exchange.Capture, exchange.Number);
        var evidence = Evidence.Of(id);
        yield return new Heading(3, id.Anchor, FactForms.ExchangeHead.Of(
            evidence, Parameter.Captured(Phrasebook.Short(id)), Parameter.Name("kind." + exchange.Kind.Name()), Parameter.Captured(exchange.Method), Parameter.Host(exchange.Host)));
        yield return new Paragraph([.. About(context, exchange, evidence)]);
        var planted = exchange.Items.Where(i => i.Planted.Count > 0).Select(i => i.Mark).ToHashSet();
        List<Block> bytes = [.. exchange.Pieces.Where(p => p.Lines.Count > 0).Select(p => Dump(p, evidence, planted))];
        if (bytes.Count == 0)
        {
            bytes.Add(new Paragraph(new Wording(Phrases.NoBytes)));
        }
        else if (exchange.Pieces.Where(p => p.Lines.Count == 0).Sum(p => p.Size) is > 0 and var omitted)
        {
            bytes.Add(new Paragraph(FactForms.Omitted.Of(evidence, Parameter.Count(omitted, Unit.Byte))));
        }

        yield return new Beside([.. Items(context, exchange, id, evidence)], bytes);
    }

    static IEnumerable<Sentence> About(ReportContext context, ReportedExchange exchange, Evidence evidence)
    {
        var sender = ReportContext.Sender(exchange.Process.Length > 0 ? [exchange.Process] : []);
        yield return exchange.Kind == ExchangeKind.Contact
            ? FactForms.ExchangeLogged.Of(evidence, sender, Parameter.Instant(exchange.At))
            : (exchange.Kind.IsSent() ? FactForms.ExchangeSent : FactForms.ExchangeSeen).Of(evidence, sender, Parameter.Count(exchange.Bytes, Unit.Byte), Parameter.Instant(exchange.At));
        if (exchange.Path.Length > 0)
        {
            yield return FactForms.ExchangePath.Of(evidence, Parameter.Captured(exchange.Path));
        }

        if (exchange.Status is { } status)
        {
            yield return FactForms.ExchangeStatus.Of(evidence, Parameter.Known(status.ToString(CultureInfo.InvariantCulture)));
        }

        yield return FactForms.ExchangeCause.Of(evidence, context.Cause(exchange.Capture, exchange.Number));
        if (exchange.Also.Count > 0)
        {
            yield return FactForms.ExchangeAlso.Of(evidence, Parameter.List(exchange.Also.Select(a => Parameter.Place(EvidenceId.OfExchange(a.Capture, a.Exchange)))));
        }

        yield return FactForms.ExchangeEntry.Of(evidence, Parameter.Number(exchange.Offset), Parameter.Count(exchange.Length, Unit.Byte));
    }

    static IEnumerable<Block> Items(ReportContext context, ReportedExchange exchange, EvidenceId id, Evidence evidence)
    {
        if (exchange.Items.Count == 0)
        {
            yield return new Paragraph(new Wording(Phrases.NoValues));
            yield break;
        }

        yield return new Grid(
            FactForms.ExchangeItems.Of(evidence, Parameter.Count(exchange.Items.Count, Unit.Value)),
            [new(Phrases.ColumnPath), new(Phrases.ColumnValue), new(Phrases.ColumnCategory), new(Phrases.ColumnPlanted), new(Phrases.ColumnLocator)],
            [.. exchange.Items.Select(i => Row(context, i, id))]);
        if (exchange.ItemsLeftOut > 0)
        {
            yield return new Paragraph(FactForms.ExchangeItemsMore.Of(evidence, Parameter.Count(exchange.ItemsLeftOut, Unit.Value)));
        }
    }

    static GridRow Row(ReportContext context, ReportedItem item, EvidenceId exchange)
    {
        var evidence = Evidence.Of(exchange with { Locator = item.Locator });
        Sentence Cell(Parameter value) => Fact.Of(value, evidence);
        var category = RecipientSection.Category(context, item);
        return new(
            [
                Cell(Parameter.Captured(item.Path)), Cell(Value(item)),
                Cell(item.Basis.Length > 0 && item.Category != Classification.NotEstablished ? Parameter.Part(IsUnconfirmed(context, item) ? FactForms.BasisUnconfirmed : FactForms.BasisOf, category, Names.Find("basis", item.Basis)) : category),
                Cell(Parameter.List(item.Planted.Select(p => Parameter.Part(FactForms.PlantedLabel, Parameter.Known(p.Label), ReportContext.Form(p.Form))), Names.Nothing)),
                Cell(Parameter.Captured(Tail(item.Locator))),
            ],
            Anchor(exchange, item), item.Mark, item.Planted.Count > 0);
    }

    static bool IsUnconfirmed(ReportContext context, ReportedItem item) => context.Knowledge.StateOf(item.Rule) == RuleState.NeedsConfirmation;

    /// <summary>A locator without what the row says already: offset, length and steps.</summary>
    static string Tail(string locator)
    {
        var at = locator.LastIndexOf(" @", StringComparison.Ordinal);
        return at < 0 ? locator : locator[(at + 1)..];
    }

    static ByteDump Dump(ReportedPiece piece, Evidence evidence, HashSet<int> planted) => new(
        FactForms.ExchangePiece.Of(
            evidence, Parameter.Captured(piece.Part.Name() + (piece.Path.Length > 0 ? ":" + piece.Path : "")), Parameter.Count(piece.Size, Unit.Byte),
            Parameter.Number(piece.Offset), Parameter.Number(piece.Length), piece.Steps.Length > 0 ? Parameter.Known(piece.Steps) : Parameter.Name(Names.Nothing)),
        piece.Lines, planted);
}
