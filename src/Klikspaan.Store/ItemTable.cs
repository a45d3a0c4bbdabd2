using System.Runtime.CompilerServices;
using Klikspaan.Classifying;
using Klikspaan.Knowledge;
using static Klikspaan.Store.Tables;

namespace Klikspaan.Store;

/// <summary>Every value, decoded again from the captures: a stream, stored nowhere.</summary>
static class ItemTable
{
    public static Table Table { get; } = new(
        "items",
        "Every value that was sent, or that stands in a log, a stored event or a vendor's record, decoded again from the captures.",
        [
            Text("capture", "First 12 hex digits of the capture's SHA-256."),
            Number("exchange", "Number of the exchange within the capture, from 1."),
            Text("protocol", "Protocol file that knows the event."),
            Text("event", "Name of the event that the value is part of."),
            Text("path", "Part of the request and pointer to the value."),
            Text("value", "The value; credentials are masked by default, unopened bytes are given by length."),
            Text("category", "Category of the data, by the rule in 'rule'."),
            Text("kind", "Kind in the Rijksmodel if a person judges it to be personal data."),
            Text("data_class", "Content, functional or diagnostic, as far as was observed, or as a person decided in judgements/; which it is in the end depends on storage, which a capture does not show."),
            Text("storage", "What is known of storage at the recipient."),
            Text("grade", "Grade of the evidence: decrypted, of what was sent; metadata, of a name or of what is known of a contact whose contents were not seen; stored, of an event of which it is not shown that it was sent; vendor-record, of a record that the vendor's service wrote."),
            Text("rule", "Rule or protocol entry that gives the category."),
            Text("reason", "Why, in one sentence."),
            Text("source", "Where that was learned: knowledge file and source."),
            Text("host", "Host name or address that it was addressed to."),
            Text("operator", "Who operates the host by the cited source: a legal entity, or a group where the source names no company."),
            Text("on_behalf_of", "In whose published software the key in the traffic was found; says nothing of a role in law."),
            Text("country", "Country of establishment of the operator (ISO 3166); says nothing of where a server stands."),
            Text("country_method", "How the country was established."),
            Text("basis", "What the category rests on: a protocol file, the name of the field, the shape of the value."),
            Text("cause", CauseFinder.About),
            Text("locator", "Where its bytes stand in the capture, and the steps from there to the value."),
            Texts("alternatives", "What else the bytes of a number can be, where its format does not say: the reading and the number."),
            Text("rule_state", "Of a rule below rules/: 'measured' when its precision is high enough on enough labelled values, else 'needs confirmation' by a person; not established where a protocol file or nothing gives the category."),
            Text("class_reason", "Why it is of that class: as was observed, and who decided otherwise."),
        ],
        Rows);

    static async IAsyncEnumerable<object?[]> Rows(TableSource source, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await source.Dossier.ReadBaselinesAsync(cancellation).ConfigureAwait(false);
        foreach (var (capture, _) in source.Captures)
        {
            var causes = source.Dossier.CausesOf(capture);
            var needs = source.Dossier.NeedsOf(capture);
            var classifier = new DataClassifier(source.Dossier.Knowledge, source.Dossier.PlantedIn(capture));
            await foreach (var observation in source.Dossier.ObserveAsync(capture, null, cancellation).ConfigureAwait(false))
            {
                (TelemetryEvent? Of, string Cause)? last = null;
                var whole = observation.Exchange is { } exchange ? classifier.Of(exchange, observation.Decoded!.Protocol, observation.Decoded.Items, needs?.Of(exchange)) : null;
                for (var i = 0; i < (observation.Decoded?.Items.Count ?? 0); i++)
                {
                    if (!observation.Decoded!.Items[i].IsOpened)
                    {
                        // The values of one event follow each other.
                        var of = observation.Decoded.Items[i].Event;
                        last = last is { } known && ReferenceEquals(known.Of, of) ? last : (of, causes.Of(observation.Exchange!, of?.Name, observation.Decoded.Events.Count > 0).ToString());
                        yield return Row(source, capture.Sha256, observation, i, last.Value.Cause, classifier.Of(observation.Decoded.Items[i], observation.Classifications[i], whole!, observation.Hits));
                    }
                }
            }
        }
    }

    static object?[] Row(TableSource source, string capture, Observation observation, int index, string cause, ObservedClass observed)
    {
        var item = observation.Decoded!.Items[index];
        var classification = observation.Classifications[index];
        var attribution = observation.AttributionOf(item);
        string Show(string text) => Masking.Show(text, source.Reveal);
        var judged = source.Dossier.Judge(observed, observation.Exchange!.Host, item.Event?.Protocol ?? observation.Decoded!.Protocol, item.Event?.Name ?? "", $"{item.Part.Name()}:{item.Shape}");
        var category = source.Dossier.Knowledge.Categories.GetValueOrDefault(classification.Category);
        return
        [
            Locator.Short(capture), (long)observation.Number, Or(item.Event?.Protocol ?? ""), Or(Show(item.Event?.Name ?? "")),
            $"{item.Part.Name()}:{Show(item.Path)}", Masking.Show(item, classification, source.Reveal), classification.Category,
            Or(category?.Kind ?? ""), judged.Class, judged.Storage, observation.Exchange!.Kind.Grade(), classification.Rule, classification.Reason, Or(classification.Source), observation.Exchange!.Host,
            attribution.Operator, attribution.OnBehalfOf, attribution.Country, CountryMethod(attribution.Country), classification.Basis, cause, Show(item.Locate(capture, observation.Number).ToString()),
            classification.IsSecret && !source.Reveal ? [] : Decoding.NumberReadings.Of(item), Or(source.Dossier.Knowledge.StateOf(classification.Rule).Name()), Reason(judged),
        ];
    }

    static string Reason(JudgedClass judged) =>
        string.Join(' ', judged.All.Select(j => j.Said).Prepend(judged.Observed.Reason));
}
