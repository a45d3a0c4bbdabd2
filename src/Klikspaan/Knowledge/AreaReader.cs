using System.Globalization;

namespace Klikspaan.Knowledge;

/// <summary>Reads <c>areas.yaml</c>; a folder may go without it.</summary>
static class AreaReader
{
    public const string FileName = "areas.yaml";

    public static Areas Read(KnowledgeFile? file, List<KnowledgeProblem> problems)
    {
        var area = new Dictionary<string, DateOnly?>(StringComparer.Ordinal);
        if (file is null || YamlFile.Read(file, problems) is not { } map)
        {
            return new(area);
        }

        var sources = Source.ReadAll(map);
        foreach (var each in map.Maps("economic_area"))
        {
            Source.ReadReference(each, sources, required: true);
            var until = each.Optional("until");
            DateOnly? last = DateOnly.TryParseExact(until, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
            if (until.Length > 0 && last is null)
            {
                each.Report("until", "'until' must be a day such as 2020-12-31");
            }

            foreach (var country in each.Texts("countries"))
            {
                if (country is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z'] || !area.TryAdd(country, last))
                {
                    each.Report("countries", $"'{country}' must be two capitals (ISO 3166), listed once");
                }
            }

            each.Done();
        }

        map.Done();
        return new(area);
    }
}
