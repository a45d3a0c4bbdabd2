using System.Globalization;

namespace Klikspaan.Knowledge;

/// <summary>Reads <c>instruments.yaml</c>; a folder may go without it.</summary>
static class InstrumentReader
{
    public const string FileName = "instruments.yaml";

    public static IReadOnlyList<Instrument> Read(KnowledgeFile? file, List<KnowledgeProblem> problems)
    {
        if (file is null || YamlFile.Read(file, problems) is not { } map)
        {
            return [];
        }

        var sources = Source.ReadAll(map);
        var instruments = new List<Instrument>();
        foreach (var one in map.Maps("instruments"))
        {
            var instrument = Read(one, sources);
            if (instruments.Exists(i => i.Id == instrument.Id))
            {
                one.Report("id", $"the instrument '{instrument.Id}' is already listed");
            }

            one.Done();
            instruments.Add(instrument);
        }

        map.Done();
        return [.. instruments.OrderBy(i => i.Id, StringComparer.Ordinal)];
    }

    /// <summary>Two capitals (ISO 3166).</summary>
    internal static bool IsCountry(string text) => text.Length == 2 && text.All(char.IsAsciiLetterUpper);

    /// <summary>Reads a day, and reports what is none.</summary>
    internal static DateOnly? Day(YamlMap map, string key, string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        map.Report(key, $"'{key}' must be a day such as 2020-07-16");
        return null;
    }

    static Instrument Read(YamlMap map, IReadOnlyList<Source> sources)
    {
        var kind = Named(map, "kind", Instrument.Kinds);
        var countries = map.Texts("countries");
        foreach (var country in countries.Where(c => !IsCountry(c)))
        {
            map.Report("countries", $"'{country}' must be two capitals (ISO 3166)");
        }

        List<InstrumentStatus> statuses = [.. map.Maps("statuses").Select(m => Status(m, sources))];
        List<InstrumentChallenge> challenges = [.. map.Maps("challenges").Select(m => Challenge(m, sources))];
        if (statuses.Count == 0)
        {
            map.Report("statuses", "an instrument needs at least one status, with its first day");
        }

        InOrder(map, "statuses", [.. statuses.Select(s => s.From)], isStrict: true);
        InOrder(map, "challenges", [.. challenges.Select(c => c.From)], isStrict: false);
        return new(map.Required("id"), map.Required("name"), kind, map.Required("document"), countries, map.Optional("importers"), map.Flag("needs_listing"), statuses, challenges)
        {
            Names = map.Entries("names"),
        };
    }

    static InstrumentStatus Status(YamlMap map, IReadOnlyList<Source> sources)
    {
        var status = new InstrumentStatus(Day(map, "from", map.Required("from")) ?? default, Named(map, "is", InstrumentStatus.Names), map.Optional("by"), map.Optional("says"), Find(map, sources));
        map.Done();
        return status;
    }

    static InstrumentChallenge Challenge(YamlMap map, IReadOnlyList<Source> sources)
    {
        var challenge = new InstrumentChallenge(map.Required("case"), Day(map, "from", map.Required("from")) ?? default, Named(map, "is", InstrumentChallenge.Names), map.Optional("says"), Find(map, sources));
        map.Done();
        return challenge;
    }

    /// <summary>Of two statuses on one day it would not be known which one held.</summary>
    static void InOrder(YamlMap map, string key, List<DateOnly> days, bool isStrict)
    {
        for (var i = 1; i < days.Count; i++)
        {
            if (days[i] < days[i - 1] || (isStrict && days[i] == days[i - 1]))
            {
                map.Report(key, string.Create(CultureInfo.InvariantCulture, $"'{key}' must stand in order of days{(isStrict ? ", one a day" : "")}: {days[i]:yyyy-MM-dd} stands below {days[i - 1]:yyyy-MM-dd}"));
            }
        }
    }

    static string Named(YamlMap map, string key, IReadOnlyList<string> names)
    {
        var text = map.Required(key);
        if (text.Length > 0 && !names.Contains(text))
        {
            map.Report(key, $"'{key}' must be one of {string.Join(", ", names)}, found '{text}'");
        }

        return text;
    }

    static Source Find(YamlMap map, IReadOnlyList<Source> sources)
    {
        var id = Source.ReadReference(map, sources, required: true);
        return sources.FirstOrDefault(s => s.Id == id) ?? new(id, "", "", "", false);
    }
}
