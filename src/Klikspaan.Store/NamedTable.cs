using System.Globalization;
using System.Runtime.CompilerServices;
using Klikspaan.Assessing;
using Klikspaan.Knowledge;
using static Klikspaan.Store.Tables;

namespace Klikspaan.Store;

/// <summary>Recipients that were observed, held against those that the documents in force name; and the other way round.</summary>
static class NamedTable
{
    const string None = Classification.NotEstablished;

    public static Table Table { get; } = new(
        "named",
        "Recipients that were observed, and as what the documents in force for the product on that day name them; and those that these documents name and that were not observed. What a recipient is in law is a judgement.",
        [
            Text("capture", "First 12 hex digits of the capture's SHA-256."),
            Text("product", "Product that was recorded, as a person said."),
            Text("platform", "Platform, by the operating system that a person named."),
            Text("day", "Day of the first exchange, in universal time."),
            Text("direction", "observed: requests went there; listed: a document in force names it."),
            Text("recipient", "Who operates the hosts, by the cited source; of a listed one its name in the document."),
            Texts("hosts", "Hosts that requests were addressed to; none of a listed one that was not observed."),
            Text("result", "vendor, vendor without terms in force, named as sub-processor, named with terms of its own, not named in the documents in force (its role is not established), the customer's own, not observed, or not established."),
            Text("document", "The document that names it; or those that were looked through."),
            Text("country", "Of a listed one the country that the document gives (ISO 3166)."),
            Text("source", "The source of that clause, with its date."),
            Text("why", "Why, in one sentence."),
            Number("exchanges", "Requests."),
            Number("bytes_out", "Bytes that were sent, as captured."),
            Text("locator", "The first exchange."),
        ],
        Rows);

    static async IAsyncEnumerable<object?[]> Rows(TableSource source, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var terms = new TermsInForce(source.Dossier.Knowledge);
        foreach (var (capture, _) in source.Captures)
        {
            var (locations, leftOut) = await source.Dossier.LocationsAsync([capture], cancellation).ConfigureAwait(false);
            foreach (var row in Held(source.Dossier, capture, terms, locations))
            {
                yield return row.Cells();
            }

            if (leftOut > 0)
            {
                yield return [Locator.Short(capture.Sha256), None, None, None, "observed", None, Array.Empty<string>(), None, None, None, None, "Requests to further hosts than are listed.", leftOut, null, ""];
            }
        }
    }

    /// <summary>What comes of one capture: those observed first, by bytes; then those listed.</summary>
    public static IEnumerable<NamedRow> Held(Dossier dossier, ManifestEntry capture, TermsInForce terms, IReadOnlyList<Location> locations)
    {
        var product = dossier.ProductOf(capture);
        var answer = terms.Find(product);
        var sent = locations.Where(l => l.Span.Requests > 0).ToList();
        var observed = sent.GroupBy(l => l.Key.Operator == None ? (None, l.Key.Host) : (l.Key.Operator, "")).Select(g => (Of: g.ToList(), Bytes: g.Sum(l => l.Span.BytesOut)));
        foreach (var (of, bytes) in observed.OrderByDescending(o => o.Bytes).ThenBy(o => o.Of[0].Key.Host, StringComparer.Ordinal))
        {
            var first = of[0];
            var naming = answer.Naming(product, first.Key.Organisation, of.TrueForAll(l => dossier.File.OwnHosts.Contains(l.Key.Host, StringComparer.OrdinalIgnoreCase)));

            // A document of which it is not known whom it names cannot be said not to name somebody.
            var silent = naming.Result == RecipientResult.NotEstablished && answer.Standing == TermsStanding.Covered ? answer.Documents.Where(d => d.NotEstablished.Contains("recipients")).Select(d => d.File).ToList() : [];
            yield return new(capture, product, "observed", first.Key.Operator, [.. of.Select(l => l.Key.Host).Distinct().Order(StringComparer.Ordinal)], Result(naming.Result), Documents(answer, naming.Document), "", Of(naming.Recipient),
                first.Key.Organisation.Length == 0 ? "who operates the host is not established" : silent.Count > 0 ? $"which recipients {string.Join(", ", silent)} names is not established" : answer.Why, of.Sum(l => l.Span.Requests), bytes, new Locator(capture.Sha256, first.Span.Exchange, MessagePart.Whole, "", first.Span.Offset, first.Span.Length, "").ToString(), first.Span.Exchange);
        }

        var seen = sent.Select(l => l.Key.Organisation).ToHashSet(StringComparer.Ordinal);
        foreach (var (document, recipient) in answer.Standing == TermsStanding.Covered ? answer.Documents.SelectMany(d => d.Recipients.Select(r => (d, r))) : [])
        {
            if (recipient.Organisation.Length == 0 || !seen.Contains(recipient.Organisation))
            {
                var (result, why) = recipient.Organisation.Length == 0 ? (None, "which hosts it operates is not established: it has no file below recipients/") : ("not observed", "no request to a host that it operates, by its file below recipients/, was observed in this capture");
                yield return new(capture, product, "listed", recipient.Name, [], result, document.File, recipient.Country, Of(recipient), why, 0, 0, "", 0);
            }
        }
    }

    static string Result(RecipientResult result) => result switch
    {
        RecipientResult.Vendor => "vendor",
        RecipientResult.VendorWithoutTerms => "vendor without terms in force",
        RecipientResult.Named => "named as sub-processor",
        RecipientResult.OwnTerms => "named with terms of its own",
        RecipientResult.NotNamed => "not named in the documents in force",
        RecipientResult.Own => "the customer's own",
        _ => None,
    };

    /// <summary>A document that says nothing of recipients was looked through as well: that is told in its file.</summary>
    static string Documents(TermsAnswer answer, TermsDocument? named) => named?.File ?? (answer.Documents.Count > 0 ? string.Join(", ", answer.Documents.Select(d => d.File + (d.NotEstablished.Contains("recipients") ? " (which recipients it names is not established)" : ""))) : None);

    static string Of(TermsRecipient? recipient) => recipient is null ? None : string.Create(CultureInfo.InvariantCulture, $"{recipient.Clause.Source.Id}, {recipient.Clause.Source.Date}");
}

/// <summary>A recipient that was observed, or is listed, and what comes of holding both against each other.</summary>
sealed record NamedRow(
    ManifestEntry Capture, AssessedProduct Product, string Direction, string Recipient, IReadOnlyList<string> Hosts, string Result, string Document, string Country, string Source, string Why, long Requests, long Bytes, string Place, int Exchange)
{
    /// <summary>The cells of the table.</summary>
    public object?[] Cells() =>
    [
        Locator.Short(Capture.Sha256), Or(Product.Name), Or(Product.Platform), Product.Day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? Classification.NotEstablished, Direction, Recipient, Hosts, Result, Document,
        Or(Country), Source, Why, Requests, Bytes, Place,
    ];
}
