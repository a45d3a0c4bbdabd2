using System.Text.Encodings.Web;
using System.Text.Json;
using Klikspaan.Assessing;

namespace Klikspaan.Store;

/// <summary>What is asked of a vendor or negotiator, or is still to be asked.</summary>
/// <param name="Product">The product; empty where a response does not say.</param>
/// <param name="Platform">The platform; empty for all.</param>
/// <param name="About">finding or measure.</param>
/// <param name="Id">Id of the measure, of the finding, or of the kind of findings.</param>
/// <param name="What">What is asked; where nobody has written that down, the measure or the first of the findings.</param>
/// <param name="Of">Of whom.</param>
/// <param name="Evidence">Ids of the findings behind it, and what was sent along; the first of them.</param>
/// <param name="Findings">How many findings are behind it.</param>
/// <param name="Standing">not asked, asked on a day, no reply by a day, or replied on a day.</param>
/// <param name="VerifiedBy">What shows it, or would show it.</param>
/// <param name="Response">What people wrote of it; null where nobody did.</param>
public sealed record Ask(string Product, string Platform, string About, string Id, string What, string Of, IReadOnlyList<string> Evidence, int Findings, string Standing, string VerifiedBy, VendorResponse? Response);

/// <summary>Makes the list of asks: measures that others have to take and that do not count yet, findings that fire a risk and nobody has asked about, and what people wrote in <c>responses/</c>.</summary>
public static class AskList
{
    /// <summary>What an ask can be about.</summary>
    const string Finding = "finding", Measure = "measure";

    /// <summary>Findings that are named for one ask, at most; their number says how many there are.</summary>
    const int MostEvidence = 10;

    /// <summary>The asks, by product and platform, measures first.</summary>
    public static IReadOnlyList<Ask> Of(Assessment assessment, Dossier dossier)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        ArgumentNullException.ThrowIfNull(dossier);
        List<Ask> asks = [.. Measures(assessment), .. Findings(assessment, dossier)];
        return [.. asks.OrderBy(a => a.Product, StringComparer.OrdinalIgnoreCase).ThenBy(a => a.Platform, StringComparer.OrdinalIgnoreCase).ThenBy(a => a.About == Finding).ThenBy(a => a.Id, StringComparer.Ordinal).ThenBy(a => a.Response?.Place ?? "", StringComparer.Ordinal)];
    }

    /// <summary>The list as JSON: one object, whose keys are only ever added to.</summary>
    public static string Write(IReadOnlyList<Ask> asks)
    {
        using var room = new MemoryStream();
        using (var json = new Utf8JsonWriter(room, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            AssessmentJson.Each(json, "asks", asks, a => One(json, a));
            json.WriteEndObject();
        }

        return SafeJson.Of(room);
    }

    static void One(Utf8JsonWriter json, Ask ask)
    {
        json.WriteStartObject();
        json.WriteString("product", ask.Product);
        json.WriteString("platform", ask.Platform);
        json.WriteString("about", ask.About);
        json.WriteString("id", ask.Id);
        json.WriteString("what", ask.What);
        json.WriteString("of", ask.Of);
        AssessmentJson.Texts(json, "evidence", ask.Evidence);
        json.WriteNumber("findings", ask.Findings);
        json.WriteString("state", ask.Response?.State ?? VendorResponse.NotAsked);
        json.WriteString("standing", ask.Standing);
        json.WriteString("deadline", AssessmentJson.Day(ask.Response?.Deadline));
        json.WriteString("reply", ask.Response?.Reply ?? "");
        json.WriteString("document", ask.Response?.Document ?? "");
        json.WriteString("reaction", ask.Response?.Reaction ?? "");
        json.WriteString("verified_by", ask.VerifiedBy);
        json.WriteString("by", ask.Response?.By ?? "");
        json.WriteString("place", ask.Response?.Place ?? "");
        AssessmentJson.Origin(json, ask.Response?.IsShared == true);
        json.WriteEndObject();
    }

    static IEnumerable<Ask> Measures(Assessment assessment)
    {
        var of = assessment.Risks.SelectMany(r => r.Measures.Select(m => (Risk: r, Measure: m))).GroupBy(m => (m.Risk.Product, m.Risk.Platform, m.Measure.Measure.Id));
        foreach (var each in of)
        {
            var ((product, platform, id), measure) = (each.Key, each.First().Measure);
            var response = assessment.Responses.Of(id, product, platform);
            if (response is null && (measure.Counts || measure.Measure.IsOfOrganisation))
            {
                continue;
            }

            List<string> fired = [.. each.SelectMany(m => m.Risk.FiredBy).Select(f => f.Id).Distinct().Order(StringComparer.Ordinal)];
            yield return new(
                product, platform, Measure, id, response?.Asked ?? measure.Measure.Title.English, response?.Of ?? $"the {measure.Measure.Taker}", Evidence(response, fired), fired.Count,
                assessment.Responses.Standing(response), VerifiedBy(measure), response);
        }
    }

    static IEnumerable<Ask> Findings(Assessment assessment, Dossier dossier)
    {
        // A finding that only fires a risk is asked about with its kind, so that the list stays a page.
        var about = assessment.Findings.Select(f => (Finding: f, Response: assessment.Responses.Of(f))).Where(f => f.Response is not null || (assessment.LevelOf(f.Finding) is not null && f.Finding.SetAside.Length == 0))
            .GroupBy(f => (f.Finding.Product, f.Finding.Platform, Id: f.Response?.Finding ?? f.Finding.Kind, Place: f.Response?.Place ?? ""));
        foreach (var each in about)
        {
            var (response, first) = (each.First().Response, each.First().Finding);
            List<string> ids = [.. each.Select(f => f.Finding.Id)];
            var statement = AssessmentJson.Statement(first, dossier);
            var more = ids.Count > 1 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" And {ids.Count - 1} more of this kind.") : "";
            yield return new(
                first.Product, first.Platform, Finding, each.Key.Id, response?.Asked ?? statement + more, response?.Of ?? "the vendor", Evidence(response, ids), ids.Count,
                assessment.Responses.Standing(response), "a document that answers it, or a capture made after that without the finding", response);
        }
    }

    static List<string> Evidence(VendorResponse? response, List<string> findings) => [.. response?.Evidence ?? [], .. findings.Take(MostEvidence)];

    static string VerifiedBy(AssessedMeasure measure)
    {
        if (measure.IsVerified)
        {
            return $"capture {measure.Standing!.Capture}";
        }

        List<string> would =
        [
            .. measure.Measure.ShownBy.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"that says {s.Key} {string.Join(" or ", s.Value)}"),
            .. measure.Measure.ContradictedBy.Select(k => $"without a finding {k}"),
        ];
        return would.Count > 0 ? $"a capture {string.Join(" and ", would)}" : "a document; captures do not tell";
    }
}
