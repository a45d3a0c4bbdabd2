using System.Globalization;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>Reads <c>transfers/*.yaml</c>: on which instruments people rely, by which document, who says so and when.</summary>
static class RelianceFile
{
    /// <summary>The folder in a dossier.</summary>
    public const string Folder = "transfers";

    static readonly string[] Said = ["exporter", "importer", "document", "by"];

    /// <summary>Those of all files, in order of name and line; all mistakes at once.</summary>
    /// <param name="files">Names and contents.</param>
    /// <param name="instruments">The instruments that are known.</param>
    /// <param name="last">The last day that something can have been written down.</param>
    public static IReadOnlyList<Reliance> Read(IEnumerable<(string Name, ReadOnlyMemory<byte> Bytes)> files, IReadOnlyList<Instrument> instruments, DateOnly last)
    {
        var problems = new List<KnowledgeProblem>();
        var all = new List<Reliance>();
        foreach (var (name, bytes) in files)
        {
            var map = YamlFile.Read(new(name, bytes), problems);
            all.AddRange((map?.Maps("transfers") ?? []).Select(m => Read(name, m, instruments, last)));
            map?.Done();
        }

        return problems.Count == 0 ? all : throw new DossierException($"{Folder}/ has mistakes", problems);
    }

    static Reliance Read(string file, YamlMap map, IReadOnlyList<Instrument> instruments, DateOnly last)
    {
        var reliance = new Reliance
        {
            Exporter = map.Required("exporter").Trim(),
            Importer = map.Required("importer").Trim(),
            Hosts = map.Texts("hosts"),
            Instrument = map.Required("instrument"),
            Data = map.Texts("data"),
            Since = Day(map, "since", last),
            ListedOn = Day(map, "listed_on", last),
            Document = map.Required("document").Trim(),
            Date = map.Required("date"),
            By = map.Required("by").Trim(),
            Place = string.Create(CultureInfo.InvariantCulture, $"{file}:{map.Line}"),
        };
        if (reliance.Instrument.Length > 0 && !instruments.Any(i => i.Id == reliance.Instrument))
        {
            map.Report("instrument", $"'{reliance.Instrument}' is not in instruments.yaml; there are {string.Join(", ", instruments.Select(i => i.Id))}");
        }

        foreach (var kind in reliance.Data.Where(d => !Reliance.DataKinds.Contains(d)))
        {
            map.Report("data", $"'data' must be of {string.Join(", ", Reliance.DataKinds)}, found '{kind}'");
        }

        _ = Day(map, "date", last);
        foreach (var key in Said.Where(k => map.Optional(k).Length > 0 && string.IsNullOrWhiteSpace(map.Optional(k))))
        {
            map.Report(key, $"'{key}' must say something");
        }

        map.Done();
        return reliance;
    }

    static DateOnly? Day(YamlMap map, string key, DateOnly last)
    {
        var text = map.Optional(key);
        if (text.Length == 0)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day <= last && day.Year > 1990)
        {
            return day;
        }

        map.Report(key, $"'{key}' must be a day that has been, such as 2026-11-30");
        return null;
    }
}
