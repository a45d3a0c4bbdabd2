using System.Text.Encodings.Web;
using System.Text.Json;
using Klikspaan.Assessing;

namespace Klikspaan.Store;

/// <summary>Writes an assessment as JSON: one object, whose keys are only ever added to.</summary>
public static class AssessmentJson
{
    /// <summary>The whole assessment.</summary>
    /// <param name="assessment">The assessment.</param>
    /// <param name="dossier">The dossier that was assessed.</param>
    public static string Write(Assessment assessment, Dossier dossier)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        ArgumentNullException.ThrowIfNull(dossier);
        using var room = new MemoryStream();
        using (var json = new Utf8JsonWriter(room, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("tool", Dossier.Tool);
            json.WriteString("knowledge", dossier.Knowledge.Digest);
            json.WriteString("manifest", dossier.Manifest.LastSeal);
            json.WriteString("matrix", assessment.Matrix.Id);
            Each(json, "findings", assessment.Findings, f => Finding(json, f, assessment, dossier));
            Each(json, "risks", assessment.Risks, r => Risk(json, r, assessment));
            Each(json, "verdicts", assessment.Verdicts, v => Verdict(json, v));
            Each(json, "not_established", assessment.NotEstablished, o =>
            {
                json.WriteStartObject();
                json.WriteString("product", o.Product);
                json.WriteString("platform", o.Platform);
                json.WriteString("what", o.What);
                json.WriteEndObject();
            });
            Texts(json, "idle", assessment.Idle);
            Each(json, "responses", assessment.Responses.All, r => Response(json, r, assessment.Responses));
            Umbrella(json, dossier);
            json.WriteEndObject();
        }

        return SafeJson.Of(room);
    }

    /// <summary>The name of the level of the highest risk that a finding fires; <c>none</c> for one that fires none.</summary>
    internal static string Severity(Finding finding, Assessment assessment) =>
        assessment.LevelOf(finding) is { } levels ? assessment.Matrix.Levels[levels.Before].Id : "none";

    /// <summary>The sentence of a finding in English.</summary>
    public static string Statement(Finding finding, Dossier dossier, string tag = "en")
    {
        ArgumentNullException.ThrowIfNull(finding);
        ArgumentNullException.ThrowIfNull(dossier);
        var fields = new Dictionary<string, string>(finding.Fields, StringComparer.Ordinal) { ["product"] = finding.Product, ["platform"] = finding.Platform, ["times"] = finding.Times.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        return dossier.Knowledge.Assessment.Findings[finding.Kind].Says.Filled(tag, fields);
    }

    static void Finding(Utf8JsonWriter json, Finding finding, Assessment assessment, Dossier dossier)
    {
        json.WriteStartObject();
        json.WriteString("id", finding.Id);
        json.WriteString("kind", finding.Kind);
        json.WriteString("severity", Severity(finding, assessment));
        json.WriteString("grade", finding.Grade);
        json.WriteString("statement", Statement(finding, dossier));
        json.WriteString("product", finding.Product);
        json.WriteString("platform", finding.Platform);
        json.WriteString("recipient", finding.Fields.GetValueOrDefault("recipient", finding.Fields.GetValueOrDefault("host", "")));
        json.WriteString("term", finding.Term);
        Texts(json, "evidence", finding.Evidence);
        json.WriteStartObject("fields");
        foreach (var (name, value) in finding.Fields)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        json.WriteNumber("times", finding.Times);
        Texts(json, "modes", finding.Modes);
        Texts(json, "causes", finding.Causes);
        json.WriteBoolean("uncertain", finding.IsUncertain);
        json.WriteString("set_aside", finding.SetAside);
        Origin(json, finding.IsShared);
        json.WriteString("asked", assessment.Responses.Standing(finding));
        json.WriteEndObject();
    }

    static void Risk(Utf8JsonWriter json, AssessedRisk risk, Assessment assessment)
    {
        var levels = assessment.Matrix.Levels;
        json.WriteStartObject();
        json.WriteString("id", risk.Risk.Id);
        json.WriteString("title", risk.Risk.Title.English);
        json.WriteString("product", risk.Product);
        json.WriteString("platform", risk.Platform);
        json.WriteString("likelihood", risk.Before.Likelihood.Id);
        json.WriteString("severity", risk.Before.Severity.Id);
        json.WriteString("level", levels[risk.Before.Level].Id);
        json.WriteString("because", risk.Before.Because.English);
        Each(json, "measures", risk.Measures, m => Measure(json, m, assessment.Responses.Standing(m.Measure.Id, risk.Product, risk.Platform)));
        json.WriteString("residual", levels[risk.After.Level].Id);
        json.WriteString("residual_likelihood", risk.After.Likelihood.Id);
        json.WriteString("residual_severity", risk.After.Severity.Id);
        json.WriteString("residual_because", risk.After.Because.English);
        Texts(json, "conditional_on", risk.ConditionalOn.Select(m => m.Measure.Id));
        json.WriteBoolean("verified", risk.ConditionalOn.Count > 0 && risk.ConditionalOn.All(m => m.IsVerified));
        json.WriteString("proposed", levels[risk.Proposed.Level].Id);
        json.WriteString("proposed_residual", levels[risk.ProposedAfter.Level].Id);
        Texts(json, "evidence", risk.FiredBy.Select(f => f.Id));
        json.WriteString("evidence_digest", risk.Evidence);
        Texts(json, "consequences", risk.Risk.Consequences);
        Texts(json, "linddun", risk.Risk.Threats);
        json.WriteString("source", risk.Risk.Source);
        json.WriteBoolean("source_verified", risk.Risk.IsVerified);
        json.WriteString("asks", risk.Asks.English);
        json.WriteBoolean("only_vendor", risk.IsOnlyVendors);
        json.WriteBoolean("contradicted", risk.IsContradicted);
        Each(json, "judgements", risk.Judgements, j =>
        {
            json.WriteStartObject();
            json.WriteString("stage", j.After ? "after" : "before");
            json.WriteString("likelihood", j.Likelihood);
            json.WriteString("severity", j.Severity);
            json.WriteString("can_go_lower", j.CanGoLower);
            json.WriteBoolean("other_evidence", j.Evidence.Length > 0 && j.Evidence != risk.Evidence);
            Signed(json, j.By, j.Date, j.Reason, j.Place);
            Origin(json, j.IsShared);
            json.WriteEndObject();
        });
        Origin(json, risk.IsShared);
        json.WriteEndObject();
    }

    static void Measure(Utf8JsonWriter json, AssessedMeasure measure, string asked)
    {
        json.WriteStartObject();
        json.WriteString("id", measure.Measure.Id);
        json.WriteString("title", measure.Measure.Title.English);
        json.WriteString("kind", measure.Measure.Kind);
        json.WriteString("taker", measure.Measure.Taker);
        json.WriteString("state", measure.Standing?.State ?? Classification.NotEstablished);
        json.WriteString("owner", measure.Standing?.Owner ?? "");
        json.WriteString("date", measure.Standing?.Date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "");
        json.WriteBoolean("counts", measure.Counts);
        json.WriteBoolean("verified", measure.IsVerified);
        json.WriteString("why", measure.Why);
        json.WriteString("place", measure.Standing?.Place ?? "");
        Origin(json, measure.IsShared);
        json.WriteString("asked", asked);
        json.WriteEndObject();
    }

    static void Verdict(Utf8JsonWriter json, AssessedVerdict verdict)
    {
        json.WriteStartObject();
        json.WriteString("product", verdict.Product);
        json.WriteString("platform", verdict.Platform);
        json.WriteString("version", verdict.Version);
        json.WriteString("verdict", verdict.Verdict);
        json.WriteString("state", verdict.State);
        json.WriteString("proposed", verdict.Proposed);
        Texts(json, "conditions", verdict.Conditions.Select(c => c.Measure.Id));
        Texts(json, "lifted_by", verdict.LiftedBy);
        Texts(json, "because", verdict.Because);
        Texts(json, "gaps", verdict.Gaps);
        json.WriteString("review", verdict.Review);
        Each(json, "accepted", verdict.Accepted, a =>
        {
            json.WriteStartObject();
            json.WriteString("evidence", a.Evidence);
            Texts(json, "documents", a.Documents);
            Signed(json, a.By, a.Date, a.Reason, "dossier.yaml");
            json.WriteEndObject();
        });
        Each(json, "claims", verdict.Claims, c =>
        {
            json.WriteStartObject();
            json.WriteString("says", c.Says);
            json.WriteString("evidence", c.Evidence);
            json.WriteBoolean("uncertain", c.IsUncertain);
            json.WriteEndObject();
        });
        Each(json, "judgements", verdict.Judgements, j =>
        {
            json.WriteStartObject();
            json.WriteString("verdict", j.Verdict);
            json.WriteString("review", j.Review);
            Signed(json, j.By, j.Date, j.Reason, j.Place);
            Origin(json, j.IsShared);
            json.WriteEndObject();
        });
        Origin(json, verdict.IsShared);
        json.WriteEndObject();
    }

    static void Response(Utf8JsonWriter json, VendorResponse response, ResponseSet all)
    {
        json.WriteStartObject();
        json.WriteString("finding", response.Finding);
        json.WriteString("measure", response.Measure);
        json.WriteString("product", response.Product);
        json.WriteString("platform", response.Platform);
        json.WriteString("asked", response.Asked);
        json.WriteString("of", response.Of);
        json.WriteString("state", response.State);
        json.WriteString("standing", all.Standing(response));
        json.WriteString("sent_on", Day(response.SentOn));
        json.WriteString("deadline", Day(response.Deadline));
        Texts(json, "evidence", response.Evidence);
        json.WriteString("reply", response.Reply);
        json.WriteString("reply_date", Day(response.ReplyDate));
        json.WriteString("document", response.Document);
        json.WriteString("reaction", response.Reaction);
        json.WriteString("by", response.By);
        json.WriteString("place", response.Place);
        Origin(json, response.IsShared);
        json.WriteEndObject();
    }

    /// <summary>The umbrella with what was seen of it and what it is now; null for none.</summary>
    static void Umbrella(Utf8JsonWriter json, Dossier dossier)
    {
        if (dossier.Umbrella is null)
        {
            json.WriteNull("umbrella");
            return;
        }

        json.WriteStartObject("umbrella");
        json.WriteString("path", dossier.File.Umbrella);
        foreach (var (key, state) in ((string, UmbrellaState)[])[("seen", dossier.File.UmbrellaSeen), ("now", dossier.UmbrellaNow())])
        {
            json.WriteStartObject(key);
            foreach (var name in UmbrellaState.Names.Where(state.Parts.ContainsKey))
            {
                json.WriteString(name, state.Parts[name]);
            }

            json.WriteEndObject();
        }

        Texts(json, "changes", dossier.UmbrellaChanges());
        json.WriteEndObject();
    }

    /// <summary>Whether something comes from the umbrella, or has something of the dossier itself.</summary>
    internal static void Origin(Utf8JsonWriter json, bool isShared) => json.WriteString("origin", isShared ? "shared" : "own");

    internal static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "";

    static void Signed(Utf8JsonWriter json, string by, string date, string reason, string place)
    {
        json.WriteString("by", by);
        json.WriteString("date", date);
        json.WriteString("reason", reason);
        json.WriteString("place", place);
    }

    internal static void Each<T>(Utf8JsonWriter json, string name, IEnumerable<T> all, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var each in all)
        {
            write(each);
        }

        json.WriteEndArray();
    }

    internal static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts) => Each(json, name, texts, json.WriteStringValue);
}
