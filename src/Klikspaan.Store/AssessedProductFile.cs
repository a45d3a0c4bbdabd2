using System.Globalization;
using Klikspaan.Assessing;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>A product that <c>dossier.yaml</c> names for assessment, on one platform.</summary>
public sealed record AssessedProductFile
{
    /// <summary>The product, as <c>product</c> of its captures says, and as the terms name it.</summary>
    public required string Name { get; init; }

    /// <summary>The platform, as <c>platform</c> of its captures says.</summary>
    public required string Platform { get; init; }

    /// <summary>Whose product it is: id below <c>recipients/</c>; empty when nobody said.</summary>
    public string Vendor { get; init; } = "";

    /// <summary>Its version; empty when nobody said.</summary>
    public string Version { get; init; } = "";

    /// <summary>The day that it is assessed for where no capture has one.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>Catalogues of risks; empty for all.</summary>
    public IReadOnlyList<string> Catalogues { get; init; } = [];

    /// <summary>Evidence that a person accepts in place of traffic that was not opened.</summary>
    public IReadOnlyList<AcceptedEvidence> Accepted { get; init; } = [];

    /// <summary>A mistake at a key of it, for what is only known later.</summary>
    internal Func<string, string, KnowledgeProblem> Problem { get; init; } = (_, message) => new(Dossier.FileName, 1, 1, message);

    /// <summary>Mistakes at the documents of evidence that is accepted, one for each of <see cref="Accepted"/>.</summary>
    internal IReadOnlyList<Func<string, string, KnowledgeProblem>> AcceptedProblems { get; init; } = [];

    /// <summary>Reads <c>products:</c>; mistakes are reported with their place.</summary>
    internal static IReadOnlyList<AssessedProductFile> Read(YamlMap map)
    {
        var products = new List<AssessedProductFile>();
        foreach (var each in map.Maps("products"))
        {
            var product = new AssessedProductFile
            {
                Name = each.Required("product"), Platform = each.Required("platform"), Vendor = each.Optional("vendor"), Version = each.Optional("version"), Day = DayOf(each, "day"), Catalogues = each.Texts("risks"),
                Accepted = [.. each.Maps("accepts").Select(Accept)], Problem = each.Problem, AcceptedProblems = [.. each.Maps("accepts").Select(m => (Func<string, string, KnowledgeProblem>)m.Problem)],
            };
            if (products.Exists(p => p.Name.Equals(product.Name, StringComparison.OrdinalIgnoreCase) && p.Platform.Equals(product.Platform, StringComparison.OrdinalIgnoreCase)))
            {
                each.Report("product", $"'{product.Name}' on {product.Platform} is listed twice");
            }

            products.Add(product);
            each.Done();
        }

        return products;
    }

    /// <summary>A day; null, and reported where it is none, when there is none.</summary>
    internal static DateOnly? DayOf(YamlMap map, string key)
    {
        var text = map.Optional(key);
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        if (text.Length > 0)
        {
            map.Report(key, $"'{key}' must be a day such as 2026-11-30, found '{text}'");
        }

        return null;
    }

    static AcceptedEvidence Accept(YamlMap map)
    {
        var accepted = new AcceptedEvidence(map.Required("evidence"), map.Texts("documents"), map.Required("by"), map.Required("date"), map.Required("reason"));
        if (!AcceptedEvidence.Kinds.Contains(accepted.Evidence))
        {
            map.Report("evidence", $"'evidence' must be one of {string.Join(", ", AcceptedEvidence.Kinds)}, found '{accepted.Evidence}'");
        }

        if (accepted.Documents.Count == 0)
        {
            map.Report("documents", "'documents' must name what the evidence stands in, by its name in documents/");
        }

        JudgementFile.Signed(map, accepted.Date, DateOnly.MaxValue);
        map.Done();
        return accepted;
    }
}
