namespace Klikspaan.Knowledge;

/// <summary>Where a fact comes from.</summary>
/// <param name="Id">Its name within the file.</param>
/// <param name="Url">Public address of the document; empty for a measurement of our own.</param>
/// <param name="Date">Date of the edition that was read.</param>
/// <param name="Says">What it establishes, in our own words.</param>
/// <param name="IsVerified">Whether it was read there; otherwise it never ships as certain.</param>
public sealed record Source(string Id, string Url, string Date, string Says, bool IsVerified)
{
    internal static IReadOnlyList<Source> ReadAll(YamlMap file)
    {
        var sources = new List<Source>();
        foreach (var map in file.Maps("sources"))
        {
            var certainty = map.Required("certainty");
            if (certainty is not ("verified" or "uncertain"))
            {
                map.Report("certainty", "'certainty' must be verified or uncertain");
            }

            var date = map.Required("date");
            if (!DateOnly.TryParseExact(date, "yyyy-MM-dd", out _))
            {
                map.Report("date", "'date' must be a day such as 2026-11-23");
            }

            var source = new Source(map.Required("id"), map.Optional("url"), date, map.Required("says"), certainty == "verified");
            if (sources.Exists(s => s.Id == source.Id))
            {
                map.Report("id", $"the source '{source.Id}' is already listed");
            }

            map.Done();
            sources.Add(source);
        }

        return sources;
    }

    /// <summary>Reads the id of a source at <c>source</c>, and reports one that is not listed.</summary>
    internal static string ReadReference(YamlMap map, IReadOnlyList<Source> sources, bool required)
    {
        var id = required ? map.Required("source") : map.Optional("source");
        foreach (var source in sources)
        {
            if (source.Id == id)
            {
                return source.Id;
            }
        }

        if (id.Length > 0)
        {
            map.Report("source", $"the source '{id}' is not listed in this file");
        }

        return id;
    }
}
