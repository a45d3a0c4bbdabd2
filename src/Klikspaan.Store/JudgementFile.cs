using System.Globalization;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>Reads <c>judgements/*.yaml</c>: what people decided, who, when and why.</summary>
static class JudgementFile
{
    static readonly string[] Keys = ["host", "protocol", "event", "path"];
    static readonly string[] Said = ["by", "reason"];

    /// <summary>What can be known of storage at the recipient.</summary>
    public static IReadOnlyList<string> Storages { get; } = ["documented", "contract", "access reply"];

    /// <summary>The judgements of all files, in order of name and line; all mistakes at once.</summary>
    /// <param name="files">Names and contents.</param>
    public static IReadOnlyList<ClassJudgement> Read(IEnumerable<(string Name, ReadOnlyMemory<byte> Bytes)> files)
    {
        var problems = new List<KnowledgeProblem>();
        var found = new List<ClassJudgement>();
        foreach (var (name, bytes) in files)
        {
            var map = YamlFile.Read(new(name, bytes), problems);
            found.AddRange(map?.Maps("judgements").Select(m => Read(name, m)) ?? []);
            map?.Done();
        }

        return problems.Count == 0 ? found : throw new DossierException("judgements/ has mistakes", problems);
    }

    static ClassJudgement Read(string file, YamlMap map)
    {
        var judgement = new ClassJudgement
        {
            About = [.. Keys.Select(map.Optional)],
            Class = Class(map, "class"),
            Storage = map.Optional("storage"),
            By = map.Required("by").Trim(),
            Date = map.Required("date"),
            Reason = map.Required("reason").Trim(),
            Machine = Class(map, "machine")?.Name() ?? "",
            Place = string.Create(CultureInfo.InvariantCulture, $"{file}:{map.Line}"),
        };
        if (judgement.About.All(a => a.Length == 0))
        {
            map.Report("host", $"a judgement needs at least one of {string.Join(", ", Keys)}, so that it is about something");
        }

        if (map.Optional("class").Length == 0 && judgement.Storage.Length == 0)
        {
            map.Report("class", "a judgement decides on 'class' or 'storage'");
        }

        if (judgement.Storage.Length > 0 && !Storages.Contains(judgement.Storage))
        {
            map.Report("storage", $"'storage' must be one of {string.Join(", ", Storages)}");
        }

        if (judgement.Date.Length > 0 && !DateOnly.TryParseExact(judgement.Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            map.Report("date", "'date' must be a day such as 2026-11-30");
        }

        foreach (var key in Said.Where(k => map.Optional(k).Length > 0 && string.IsNullOrWhiteSpace(map.Optional(k))))
        {
            map.Report(key, $"'{key}' must say something");
        }

        map.Done();
        return judgement;
    }

    static DataClass? Class(YamlMap map, string key)
    {
        var text = map.Optional(key);
        if (text.Length == 0)
        {
            return null;
        }

        if (DataClasses.Find(text) is { } found && (found != DataClass.NotEstablished || key == "machine"))
        {
            return found;
        }

        map.Report(key, $"'{key}' must be one of {string.Join(", ", DataClasses.Decided)}");
        return null;
    }
}
