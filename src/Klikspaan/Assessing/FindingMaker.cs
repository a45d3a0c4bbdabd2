using System.Globalization;
using Klikspaan.Knowledge;

namespace Klikspaan.Assessing;

/// <summary>Holds what captures show of a product, and what documents state of it, against the terms of each day.</summary>
sealed class FindingMaker
{
    const string NotEstablished = Classification.NotEstablished;

    readonly KnowledgeBase knowledge;
    readonly TermsInForce terms;
    readonly AssessedCase of;
    readonly FindingSet set;
    readonly SortedSet<string> open = new(StringComparer.Ordinal);
    readonly IReadOnlyDictionary<string, string> purposes;
    Dictionary<string, IReadOnlyList<string>> causesOf = [];
    Dictionary<string, string> purposeOf = [];
    ILookup<string, ObservedCategory> categoriesOf = Enumerable.Empty<ObservedCategory>().ToLookup(c => c.Event);

    FindingMaker(AssessedCase of, KnowledgeBase knowledge, TermsInForce terms)
    {
        (this.of, this.knowledge, this.terms) = (of, knowledge, terms);
        set = new(of.Product.Name, of.Product.Platform, knowledge.Assessment.Findings);
        purposes = of.Stated.Where(s => s.Kind == Purpose && s.IsOf(of.Product)).GroupBy(s => s.Fields.GetValueOrDefault("event", ""), StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.First().Fields.GetValueOrDefault("purpose", ""), StringComparer.Ordinal);
    }

    /// <summary>The kind by which a document states the purpose of an event: it is held against the terms, and is no finding by itself.</summary>
    public const string Purpose = "documented-purpose";

    /// <summary>The findings, and what is not established.</summary>
    public static (IReadOnlyList<Finding> Findings, IReadOnlyCollection<string> Open) Run(AssessedCase of, KnowledgeBase knowledge, TermsInForce terms)
    {
        var maker = new FindingMaker(of, knowledge, terms);
        maker.set.IsShared = of.IsShared;
        maker.Terms(of.Product);
        foreach (var capture in of.Captures)
        {
            maker.set.IsShared = capture.IsShared;
            maker.Capture(capture);
        }

        foreach (var fact in of.Stated.Where(s => s.Kind != Purpose && s.IsOf(of.Product)))
        {
            maker.set.IsShared = fact.IsShared;
            maker.set.Add(fact.Kind, fact.Grade, [fact.Evidence], fact.Fields, isUncertain: fact.IsUncertain);
        }

        foreach (var (kind, count) in maker.set.LeftOut)
        {
            maker.open.Add(string.Create(CultureInfo.InvariantCulture, $"{count} more findings of the kind {kind} are not listed"));
        }

        return (maker.set.All, maker.open);
    }

    /// <summary>What the terms of a day say, whatever was observed.</summary>
    TermsAnswer Terms(AssessedProduct product)
    {
        var answer = terms.Find(product);
        foreach (var document in answer.Documents)
        {
            IEnumerable<string> evidence = [document.File];
            var grade = document.IsRead ? EvidenceGrades.Documented : EvidenceGrades.Described;
            void Add(string kind, params (string Name, string Value)[] fields) =>
                set.Add(kind, grade, evidence, Fields([("document", document.Title), .. fields]), term: document.Id, isUncertain: document.Sources.All(s => !s.IsVerified));
            switch (answer.Standing)
            {
                case TermsStanding.Excluded:
                    Add("terms-exclude");
                    break;
                case TermsStanding.NotNamed:
                    Add("terms-do-not-name");
                    break;
                default:
                    foreach (var matter in document.NotEstablished)
                    {
                        Add("terms-silent", ("matter", matter));
                    }

                    foreach (var role in document.Roles)
                    {
                        Add("terms-role", ("role", role.Role), ("service", role.Service));
                    }

                    foreach (var (matter, clause) in ((string, TermsClause?)[])[("retention", document.Retention), ("transfer", document.Transfer)])
                    {
                        if (clause is not null)
                        {
                            Add("terms-say", ("matter", matter), ("says", clause.Quote.Length > 0 ? clause.Quote : clause.Says));
                        }
                    }

                    foreach (var purpose in document.Purposes.Where(p => p.Standing == PurposeStanding.OpenEnded))
                    {
                        Add("terms-open-ended", ("purpose", purpose.Purpose));
                    }

                    break;
            }
        }

        // Another document of the vendor can cover what the terms of the customer do not.
        foreach (var document in answer.Excluding)
        {
            set.Add("terms-exclude", document.IsRead ? EvidenceGrades.Documented : EvidenceGrades.Described, [document.File], Fields(("document", document.Title)), term: document.Id, isUncertain: document.Sources.All(s => !s.IsVerified));
        }

        if (answer.Standing == TermsStanding.NotEstablished)
        {
            open.Add($"which terms held: {answer.Why}");
            set.Add("terms-not-established", EvidenceGrades.Documented, [], Fields(("why", answer.Why)));
        }

        return answer;
    }

    void Capture(ObservedCapture capture)
    {
        var product = of.Product with { Day = capture.Day ?? of.Product.Day };
        Index(capture);
        var answer = Terms(product);
        foreach (var host in capture.Hosts)
        {
            Recipient(capture, product, answer, host);
        }

        foreach (var data in capture.Data)
        {
            Data(capture, data);
        }

        foreach (var planted in capture.Planted)
        {
            set.Add("planted-value-sent", EvidenceGrades.Decrypted, [planted.Locator], Fields(("label", planted.Label), ("form", planted.Form), ("host", planted.Host)), planted.Times, mode: capture.Mode, causes: Causes(capture, planted.Host));
        }

        foreach (var category in capture.Categories)
        {
            set.Add("identifier-in-event", EvidenceGrades.Decrypted, [category.Locator], Fields(("host", category.Host), ("event", category.Event), ("category", category.Category)), category.Times, mode: capture.Mode, causes: Causes(capture, category.Host, category.Event));
        }

        foreach (var field in capture.Documented)
        {
            Documented(capture, field);
        }

        foreach (var name in capture.Data.Where(d => d.Event.Length > 0 && d.Class == DataClass.Diagnostic).GroupBy(d => d.Event, StringComparer.Ordinal))
        {
            PurposeOf(capture, answer, name.Key, [.. name]);
        }

        foreach (var device in capture.Device)
        {
            set.Add(device.IsStored ? "device-stored" : "device-read", EvidenceGrades.Decrypted, [device.Locator], Fields(("what", device.What), ("host", device.Host), ("choice", device.Choice)), device.Times, mode: capture.Mode, causes: Causes(capture, device.Host));
        }
    }

    /// <summary>What is asked for again and again, by host and by event: a capture can have very many of each.</summary>
    void Index(ObservedCapture capture)
    {
        causesOf = capture.Causes.GroupBy(c => c.Key.Host, StringComparer.Ordinal).ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g.SelectMany(c => c.Value).Distinct().Order(StringComparer.Ordinal)], StringComparer.Ordinal);
        purposeOf = capture.Documented.Where(d => d.Purpose.Length > 0).DistinctBy(d => d.Event, StringComparer.Ordinal).ToDictionary(d => d.Event, d => d.Purpose, StringComparer.Ordinal);
        categoriesOf = capture.Categories.ToLookup(c => c.Event, StringComparer.Ordinal);
    }

    void Recipient(ObservedCapture capture, AssessedProduct product, TermsAnswer answer, ObservedHost host)
    {
        var named = answer.Naming(product, host.Organisation, of.OwnHosts.Contains(host.Host, StringComparer.OrdinalIgnoreCase));
        var kind = named.Result switch
        {
            RecipientResult.Vendor => "recipient-vendor",
            RecipientResult.VendorWithoutTerms => "recipient-vendor-without-terms",
            RecipientResult.Named => "recipient-named",
            RecipientResult.OwnTerms => "recipient-own-terms",
            RecipientResult.NotNamed => "recipient-not-named",
            RecipientResult.Own => "recipient-own",
            _ => host.Organisation.Length == 0 ? "recipient-not-established" : "recipient-terms-not-established",
        };
        var fields = Fields(("host", host.Host), ("recipient", host.Operator.Length > 0 ? host.Operator : NotEstablished), ("document", named.Document?.Title ?? ""), ("country", host.Country));
        var grade = host.IsOpened ? EvidenceGrades.Decrypted : EvidenceGrades.Metadata;
        string[] evidence = [.. ((string[])[host.Locator, host.Source, named.Document?.File ?? ""]).Where(e => e.Length > 0)];
        set.Add(kind, grade, evidence, fields, host.Times, named.Document?.Id ?? "", capture.Mode, causes: Causes(capture, host.Host));
        if (named.Result == RecipientResult.NotEstablished && host.Organisation.Length == 0)
        {
            open.Add($"who operates {host.Host}");
        }

        if (named.Result != RecipientResult.Own && knowledge.Assessment.Areas.IsOutside(host.Country, product.Day) == true)
        {
            set.Add("recipient-outside-area", grade, evidence, fields, host.Times, mode: capture.Mode, causes: Causes(capture, host.Host));
        }
    }

    void Data(ObservedCapture capture, ObservedData data)
    {
        var fields = Fields(("host", data.Host), ("event", data.Event), ("path", data.Path), ("protocol", data.Protocol));
        var grade = data.IsJudged ? EvidenceGrades.Judgement : EvidenceGrades.Decrypted;
        if (data.Class == DataClass.Diagnostic)
        {
            set.Add("diagnostic-data-sent", grade, [data.Locator], fields, data.Times, mode: capture.Mode, causes: Causes(capture, data.Host, data.Event));
        }
        else if (data is { Class: DataClass.Content, Within: DataClass.Diagnostic })
        {
            set.Add("content-in-diagnostic-data", grade, [data.Locator], fields, data.Times, mode: capture.Mode, causes: Causes(capture, data.Host, data.Event));
        }

        foreach (var list in data.Lists)
        {
            set.Add("value-on-list", grade, [data.Locator], Fields(("host", data.Host), ("event", data.Event), ("list", list)), data.Times, mode: capture.Mode, causes: Causes(capture, data.Host, data.Event));
        }
    }

    void Documented(ObservedCapture capture, ObservedDocumented field)
    {
        var fields = Fields(("event", field.Event), ("path", field.Path), ("snapshot", field.Snapshot), ("why", field.Why), ("protocol", field.Protocol));
        switch (field.Result)
        {
            case "undocumented":
                set.Add("not-in-documentation", EvidenceGrades.Decrypted, [field.Locator, .. Snapshot(field)], fields, field.Times, mode: capture.Mode);
                break;
            case "contradicted":
                set.Add("against-documentation", EvidenceGrades.Decrypted, [field.Locator, .. Snapshot(field)], fields, field.Times, mode: capture.Mode);
                break;
            case "documented":
                set.Add("in-documentation", EvidenceGrades.Decrypted, [field.Locator, .. Snapshot(field)], Fields(("event", field.Event), ("snapshot", field.Snapshot)), field.Times, mode: capture.Mode);
                break;
            default:
                set.Add("documentation-not-established", EvidenceGrades.Decrypted, [field.Locator], Fields(("protocol", field.Protocol)), field.Times, mode: capture.Mode);
                break;
        }
    }

    static string[] Snapshot(ObservedDocumented field) => field.Snapshot.Length > 0 && field.Snapshot != NotEstablished ? [$"documentation: {field.Snapshot}"] : [];

    /// <summary>The purpose that documentation gives for an event, held against the terms of the day; and where these ask for proportionality, too, what a person has to weigh.</summary>
    void PurposeOf(ObservedCapture capture, TermsAnswer answer, string name, List<ObservedData> data)
    {
        var written = purposeOf.GetValueOrDefault(name, "");
        var purpose = purposes.GetValueOrDefault(name) ?? (knowledge.Purposes.ContainsKey(written) ? written : "");
        var said = answer.Of(purpose);
        var kind = said.Result switch
        {
            PurposeResult.Authorised => "purpose-authorised",
            PurposeResult.Prohibited => "purpose-prohibited",
            PurposeResult.OpenEnded => "purpose-open-ended",
            PurposeResult.NotNamed => "purpose-not-named",
            _ => "purpose-not-established",
        };
        string[] evidence = [data[0].Locator, .. said.Document is { } document ? [document.File] : Array.Empty<string>()];
        var times = data.Sum(d => d.Times);
        set.Add(kind, EvidenceGrades.Decrypted, evidence, Fields(("event", name), ("purpose", purpose.Length > 0 ? purpose : written), ("document", said.Document?.Title ?? "")), times, said.Document?.Id ?? "", capture.Mode);
        if (said is { Result: PurposeResult.Authorised, Document.Proportionality: not null })
        {
            var categories = categoriesOf[name].Select(c => c.Category).Distinct().Order(StringComparer.Ordinal).ToList();
            set.Add("proportionality-open", EvidenceGrades.Decrypted, evidence, Fields(
                ("event", name), ("document", said.Document.Title), ("values", times.ToString(CultureInfo.InvariantCulture)),
                ("categories", categories.Count > 0 ? string.Join(", ", categories) : NotEstablished)), times, said.Document.Id, capture.Mode);
        }
    }

    /// <summary>To what requests to a host are put down, or those with one event.</summary>
    IReadOnlyList<string> Causes(ObservedCapture capture, string host, string? name = null) =>
        name is not null ? capture.Causes.GetValueOrDefault((host, name)) ?? [] : causesOf.GetValueOrDefault(host) ?? [];

    static Dictionary<string, string> Fields(params (string Name, string Value)[] fields) => fields.ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
}
