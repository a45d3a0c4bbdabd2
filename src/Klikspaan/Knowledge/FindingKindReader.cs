namespace Klikspaan.Knowledge;

/// <summary>Reads <c>findings.yaml</c>; a folder may go without it, and finds nothing then.</summary>
static class FindingKindReader
{
    public const string FileName = "findings.yaml";

    /// <summary>What every sentence may name besides the fields of its kind.</summary>
    static readonly string[] Common = ["product", "platform", "times"];

    public static IReadOnlyDictionary<string, FindingKind> Read(KnowledgeFile? file, List<KnowledgeProblem> problems)
    {
        var kinds = new Dictionary<string, FindingKind>(StringComparer.Ordinal);
        if (file is null || YamlFile.Read(file, problems) is not { } map)
        {
            return kinds;
        }

        foreach (var each in map.Maps("findings"))
        {
            var fields = each.Texts("fields");
            var from = each.Required("from");
            if (from is not ("" or "evidence" or "document"))
            {
                each.Report("from", "'from' must be evidence (captures, terms and settings) or document (a document of the dossier may state it, too)");
            }

            var kind = new FindingKind(each.Required("finding"), LocalText.Read(each, "says", required: true, [.. fields, .. Common]), fields, from == "document");
            if (!kinds.TryAdd(kind.Id, kind))
            {
                each.Report("finding", $"the finding '{kind.Id}' is already listed");
            }

            each.Done();
        }

        map.Done();
        return kinds;
    }
}
