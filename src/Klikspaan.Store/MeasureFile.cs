using System.Globalization;
using Klikspaan.Assessing;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>Reads <c>measures/*.yaml</c>: what became of measures, by product and platform.</summary>
static class MeasureFile
{
    public static IReadOnlyList<MeasureStanding> Read(IEnumerable<(string Name, ReadOnlyMemory<byte> Bytes)> files, KnowledgeBase knowledge, IReadOnlyList<DossierDocument> documents, IReadOnlyList<ManifestEntry> captures, DateOnly last, List<KnowledgeProblem> problems)
    {
        var measures = new List<MeasureStanding>();
        foreach (var (name, bytes) in files)
        {
            if (YamlFile.Read(new(name, bytes), problems) is not { } map)
            {
                continue;
            }

            measures.AddRange(map.Maps("measures").Select(m => One(m, name, knowledge, documents, captures, last)));
            map.Done();
        }

        return measures;
    }

    static MeasureStanding One(YamlMap map, string file, KnowledgeBase knowledge, IReadOnlyList<DossierDocument> documents, IReadOnlyList<ManifestEntry> captures, DateOnly last)
    {
        map.Required("date");
        var standing = new MeasureStanding
        {
            Measure = map.Required("measure"), Product = map.Required("product"), Platform = map.Optional("platform"), State = map.Required("state"), Owner = map.Optional("owner"), By = map.Required("by"),
            Date = AssessedProductFile.DayOf(map, "date") ?? default, Capture = map.Optional("capture").ToLowerInvariant(), Document = map.Optional("document"), Terms = map.Optional("terms"), Reason = map.Optional("reason"),
            Place = string.Create(CultureInfo.InvariantCulture, $"{file}:{map.Line}"),
        };
        if (standing.Measure.Length > 0 && !knowledge.Assessment.Measures.ContainsKey(standing.Measure))
        {
            map.Report("measure", $"the measure '{standing.Measure}' is in no file below measures/ of the knowledge (a dossier may have a knowledge/ folder of its own)");
        }

        if (standing.State.Length > 0 && !MeasureStanding.States.Contains(standing.State))
        {
            map.Report("state", $"'state' must be one of {string.Join(", ", MeasureStanding.States)}, found '{standing.State}'");
        }

        JudgementFile.Signed(map, "", last);
        if (standing.State is not "proposed" && standing.Date > last)
        {
            map.Report("date", "'date' must be a day that has been: what is planned is 'proposed'");
        }

        if (standing.State == "verified" && standing.Capture.Length == 0)
        {
            map.Report("state", "a measure is 'verified' by a capture: name it at 'capture', or say 'implemented'");
        }

        if (standing.Capture.Length > 0 && (standing.Capture.Length < 12 || captures.Count(c => c.Sha256.StartsWith(standing.Capture, StringComparison.Ordinal)) != 1))
        {
            map.Report("capture", "'capture' must be the first 12 hex digits or more of the SHA-256 of a capture of this dossier");
        }

        if (standing.Document.Length > 0 && documents.All(d => d.Id != standing.Document))
        {
            map.Report("document", $"no file below documents/ describes '{standing.Document}'");
        }

        if (standing.Terms.Length > 0 && knowledge.Terms.All(t => t.Id != standing.Terms))
        {
            map.Report("terms", $"there are no terms '{standing.Terms}' below terms/ of the knowledge");
        }

        map.Done();
        return standing;
    }
}
