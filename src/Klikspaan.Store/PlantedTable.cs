using System.Globalization;
using Klikspaan.Classifying;
using static Klikspaan.Store.Tables;

namespace Klikspaan.Store;

/// <summary>Where planted values were found, and in which form.</summary>
static class PlantedTable
{
    public static Table Table { get; } = new(
        "planted",
        "Where planted values were found, and in which form.",
        [
            Text("label", "Label of the planted value."),
            Text("value_form", "Form in which it was found."),
            Text("encoding_chain", "Layers it was found below, outermost first, and the form last."),
            Text("host", "Host name or address that it was addressed to."),
            Text("operator", "Who operates the host by the cited source: a legal entity, or a group where the source names no company."),
            Text("on_behalf_of", "In whose published software the key in the traffic was found; says nothing of a role in law."),
            Text("path", "Part of the request and pointer to the value that holds it."),
            Text("capture", "First 12 hex digits of the capture's SHA-256."),
            Number("exchange", "Number of the exchange within the capture, from 1."),
            Text("locator", "Where its bytes stand in the capture, and the steps from there to the form."),
            Text("same_as", "The same request in an earlier capture, as capture#exchange; empty when there is none."),
            Text("step", "Step of the scenario in which the value was put in; empty when it belongs to none."),
            Text("chance", "Of digits that were cut, a checksum, a digest of 32 bits and a value that tells little, short or of digits alone: by accident it would be found in one of so many values that were drawn at random; empty where that is too seldom to tell."),
            Text("list", "List of article 9, 10 or 87 GDPR on which the tester put the planted value: art-9, art-10, art-87; empty for none."),
            Text("list_reason", "What that means: a value that the tester planted as one of the list, and what the list holds by the cited source; it says nothing of a person."),
        ],
        (source, _) => Stream(source.Captures.SelectMany(c => Rows(source.Dossier, c.Capture, c.Index))));

    static IEnumerable<object?[]> Rows(Dossier dossier, ManifestEntry capture, CaptureIndex index)
    {
        var sightings = dossier.Sightings.Of(capture.Sha256);
        var planted = dossier.PlantedIn(capture);
        var digests = new Lazy<long>(() => new PlantedSearch(planted).Digests);
        var steps = planted.Where(p => p.Step.Length > 0).ToDictionary(p => p.Label, p => Dossier.StepName(p.Step, p.Scenario, capture), StringComparer.Ordinal);
        var known = dossier.Knowledge.Lists;
        var lists = planted.Select(p => (p.Label, List: known.Of(p))).Where(p => p.List.Length > 0).ToDictionary(p => p.Label, p => p.List, StringComparer.Ordinal);
        return index.Planted().Select(p => new object?[]
        {
            p.Label, p.ValueForm, p.EncodingChain, p.Host, p.Operator, p.OnBehalfOf, p.Path, Locator.Short(capture.Sha256), (long)p.Exchange, p.Locator, SameAs(sightings.GetValueOrDefault(p.Exchange)),
            steps.GetValueOrDefault(p.Label, ""), Chance(p, planted, digests), lists.GetValueOrDefault(p.Label, ""), known.Said(lists.GetValueOrDefault(p.Label, ""), WrittenForm.Parse(p.ValueForm).IsDigest),
        });
    }

    static string Chance(PlantedRow row, IReadOnlyList<PlantedValue> planted, Lazy<long> digests)
    {
        return planted.FirstOrDefault(p => p.Label == row.Label) is { } value && Bits(row.ValueForm, value, digests) is { } bits ? string.Create(CultureInfo.InvariantCulture, $"1 in 2^{bits}") : "";
    }

    /// <summary>By accident the form would be found in one of 2 to this power of values; null where that is too seldom to tell.</summary>
    internal static int? Bits(string written, PlantedValue value, Lazy<long> digests) =>
        AccidentChance.Of(WrittenForm.Parse(written), value, () => digests.Value);
}
