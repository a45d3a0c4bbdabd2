using System.Text.Encodings.Web;
using System.Text.Json;
using Klikspaan.Assessing;

namespace Klikspaan.Store;

/// <summary>Writes an assessment as SARIF 2.1.0 (OASIS), for tools that gather results of analyses.</summary>
public static class AssessmentSarif
{
    /// <summary>The findings: one result each, with the level of the highest risk that it fires; one that a person set aside is suppressed.</summary>
    public static string Write(Assessment assessment, Dossier dossier)
    {
        ArgumentNullException.ThrowIfNull(assessment);
        ArgumentNullException.ThrowIfNull(dossier);
        using var room = new MemoryStream();
        using (var json = new Utf8JsonWriter(room, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            Tool(json, assessment, dossier);
            json.WriteStartArray("results");
            foreach (var finding in assessment.Findings)
            {
                Result(json, finding, assessment, dossier);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return SafeJson.Of(room);
    }

    static void Tool(Utf8JsonWriter json, Assessment assessment, Dossier dossier)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "klikspaan");
        json.WriteString("version", Dossier.Tool.Split(' ')[^1]);
        json.WriteStartArray("rules");
        foreach (var kind in assessment.Findings.Select(f => f.Kind).Distinct().Order(StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("id", kind);
            json.WriteStartObject("shortDescription");
            json.WriteString("text", dossier.Knowledge.Assessment.Findings[kind].Says.English);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Result(Utf8JsonWriter json, Finding finding, Assessment assessment, Dossier dossier)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Kind);
        json.WriteString("level", Level(finding, assessment));
        json.WriteStartObject("message");
        json.WriteString("text", AssessmentJson.Statement(finding, dossier));
        json.WriteEndObject();
        json.WriteStartObject("partialFingerprints");
        json.WriteString("finding/v1", finding.Id);
        json.WriteEndObject();
        json.WriteStartArray("locations");
        foreach (var evidence in finding.Evidence)
        {
            Location(json, evidence, dossier);
        }

        json.WriteEndArray();
        if (finding.SetAside.Length > 0)
        {
            json.WriteStartArray("suppressions");
            json.WriteStartObject();
            json.WriteString("kind", "external");
            json.WriteString("justification", finding.SetAside);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    static string Level(Finding finding, Assessment assessment) =>
        assessment.LevelOf(finding) is not { } levels ? "none" : levels.After >= assessment.Matrix.Bounds.High ? "error" : levels.After > assessment.Matrix.Bounds.Low ? "warning" : "note";

    /// <summary>A locator leads to the bytes of a capture where it has them; a document to the file of the dossier that describes it; what stands in the knowledge has a name and no place here.</summary>
    static void Location(Utf8JsonWriter json, string evidence, Dossier dossier)
    {
        json.WriteStartObject();
        var capture = Capture(dossier, evidence);
        var shared = capture is null && dossier.Umbrella is { } umbrella && Capture(umbrella, evidence) is { } there ? there with { File = $"{dossier.File.Umbrella.TrimEnd('/')}/{there.File}" } : null;
        capture ??= shared;
        if ((capture?.File ?? Described(dossier, evidence)) is { } file)
        {
            json.WriteStartObject("physicalLocation");
            json.WriteStartObject("artifactLocation");
            json.WriteString("uri", Uri.EscapeDataString(file).Replace("%2F", "/", StringComparison.Ordinal));
            json.WriteEndObject();
            if (capture is not null && Bytes(evidence) is var (offset, length))
            {
                json.WriteStartObject("region");
                json.WriteNumber("byteOffset", offset);
                json.WriteNumber("byteLength", length);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteStartArray("logicalLocations");
        json.WriteStartObject();
        json.WriteString("fullyQualifiedName", evidence);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The file of the dossier in which a document is described; null for what is none.</summary>
    static string? Described(Dossier dossier, string evidence)
    {
        const string Documents = "documents/";
        var id = evidence.StartsWith(Documents, StringComparison.Ordinal) ? evidence[Documents.Length..].Split(',')[0] : "";
        return dossier.Documents.Documents.FirstOrDefault(d => d.Id == id)?.Place is { } place ? place[..place.LastIndexOf(':')] : null;
    }

    static ManifestEntry? Capture(Dossier dossier, string evidence) => evidence.Length > 12 && evidence[12] == '#' ? dossier.Manifest.Captures.FirstOrDefault(c => c.Sha256.StartsWith(evidence[..12], StringComparison.Ordinal)) : null;

    static (long Offset, long Length)? Bytes(string locator)
    {
        if (locator.LastIndexOf(" @", StringComparison.Ordinal) is not (> 0 and var at))
        {
            return null;
        }

        var place = locator[(at + 2)..].Split(' ')[0].Split('+');
        return place.Length == 2 && long.TryParse(place[0], out var offset) && long.TryParse(place[1], out var length) ? (offset, length) : null;
    }
}
