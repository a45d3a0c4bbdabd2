using Klikspaan.Assessing;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>A document of the dossier: a contract, letter, report, screenshot or the like, on which facts rest that no capture shows.</summary>
public sealed record DossierDocument
{
    /// <summary>The kinds of documents.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["contract", "letter", "report", "audit", "minutes", "screenshot", "vendor documentation", "press", "law", "other"];

    /// <summary>Its name in the dossier.</summary>
    public required string Id { get; init; }

    /// <summary>What it is called.</summary>
    public required string Title { get; init; }

    /// <summary>One of <see cref="Kinds"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its day.</summary>
    public required string Date { get; init; }

    /// <summary>Public address; empty for none.</summary>
    public string Url { get; init; } = "";

    /// <summary>The file, relative to the dossier; empty where it is not kept there.</summary>
    public string File { get; init; } = "";

    /// <summary>SHA-256 of the file in hex; empty where there is none.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>How far it goes as evidence.</summary>
    public required string Grade { get; init; }

    /// <summary>Whether it was read; else what rests on it is uncertain.</summary>
    public required bool IsVerified { get; init; }

    /// <summary>File and line in which it is described.</summary>
    public required string Place { get; init; }
}

/// <summary>Reads <c>documents/*.yaml</c>: documents, what they state, and what others concluded.</summary>
/// <param name="Documents">The documents, in order.</param>
/// <param name="Facts">What they state of products.</param>
/// <param name="Claims">What others concluded.</param>
public sealed record DocumentFile(IReadOnlyList<DossierDocument> Documents, IReadOnlyList<StatedFact> Facts, IReadOnlyList<SourceClaim> Claims)
{
    static readonly string[] Grades = [EvidenceGrades.Documented, EvidenceGrades.VendorStatement, EvidenceGrades.Described];

    /// <summary>Reads the files; all mistakes are added to <paramref name="problems"/>.</summary>
    internal static DocumentFile Read(IEnumerable<(string Name, ReadOnlyMemory<byte> Bytes)> files, KnowledgeBase knowledge, List<KnowledgeProblem> problems)
    {
        var (documents, maps) = (new List<DossierDocument>(), new List<YamlMap>());
        foreach (var (name, bytes) in files)
        {
            if (YamlFile.Read(new(name, bytes), problems) is { } map)
            {
                maps.Add(map);
                foreach (var each in map.Maps("documents"))
                {
                    var document = Document(each, name);
                    if (documents.Exists(d => d.Id == document.Id))
                    {
                        each.Report("document", $"the document '{document.Id}' is already described");
                    }

                    documents.Add(document);
                }
            }
        }

        var byId = documents.DistinctBy(d => d.Id).ToDictionary(d => d.Id, StringComparer.Ordinal);
        var (facts, claims) = (new List<StatedFact>(), new List<SourceClaim>());
        foreach (var map in maps)
        {
            facts.AddRange(map.Maps("states").Select(m => Fact(m, byId, knowledge.Assessment.Findings)));
            claims.AddRange(map.Maps("claims").Select(m => Claim(m, byId)));
            map.Done();
        }

        return new(documents, facts, claims);
    }

    static DossierDocument Document(YamlMap map, string file)
    {
        var document = new DossierDocument
        {
            Id = map.Required("document"), Title = map.Required("title"), Kind = map.Required("kind"), Date = map.Required("date"), Url = map.Optional("url"), File = map.Optional("file"), Sha256 = map.Optional("sha256").ToLowerInvariant(),
            Grade = map.Required("grade"), IsVerified = map.Required("certainty") == "verified", Place = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{file}:{map.Line}"),
        };
        AssessedProductFile.DayOf(map, "date");
        Among(map, "kind", document.Kind, DossierDocument.Kinds);
        Among(map, "grade", document.Grade, Grades);
        Among(map, "certainty", map.Optional("certainty"), ["verified", "uncertain"]);
        if (document.File.Length > 0 != (document.Sha256.Length == 64 && document.Sha256.All(char.IsAsciiHexDigit)))
        {
            map.Report("sha256", "a document with a 'file' needs its 'sha256', 64 hex digits, and one without has none");
        }

        if (document.File.Length > 0 && !IsInside(document.File))
        {
            map.Report("file", "'file' must be a file below documents/ of the dossier");
        }

        map.Done();
        return document;
    }

    static bool IsInside(string file) => file.StartsWith("documents/", StringComparison.Ordinal) && !file.Split('/').Any(p => p is "" or "." or "..") && !file.Contains('\\', StringComparison.Ordinal) && !file.Any(char.IsControl);

    static StatedFact Fact(YamlMap map, Dictionary<string, DossierDocument> documents, IReadOnlyDictionary<string, FindingKind> kinds)
    {
        var (kind, (document, evidence)) = (map.Required("finding"), From(map, documents));
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (kinds.TryGetValue(kind, out var known) && known.IsStated)
        {
            foreach (var field in known.Fields)
            {
                fields[field] = map.Required(field);
            }
        }
        else if (kind.Length > 0)
        {
            map.Report("finding", $"'{kind}' is nothing that a document states; these are {string.Join(", ", kinds.Values.Where(k => k.IsStated).Select(k => k.Id))}");
        }

        var certainty = map.Optional("certainty");
        Among(map, "certainty", certainty, ["", "verified", "uncertain"]);
        var fact = new StatedFact(
            kind, map.Required("product"), map.Optional("platform"), fields, document?.Grade ?? EvidenceGrades.Described, evidence, certainty == "uncertain" || document?.IsVerified == false,
            AssessedProductFile.DayOf(map, "from"), AssessedProductFile.DayOf(map, "to"));
        map.Done();
        return fact;
    }

    static SourceClaim Claim(YamlMap map, Dictionary<string, DossierDocument> documents)
    {
        var (document, evidence) = From(map, documents);
        var claim = new SourceClaim(map.Required("product"), map.Optional("platform"), map.Required("says"), evidence, map.Optional("certainty") == "uncertain" || document?.IsVerified == false);
        Among(map, "certainty", map.Optional("certainty"), ["", "verified", "uncertain"]);
        map.Done();
        return claim;
    }

    static (DossierDocument? Document, string Evidence) From(YamlMap map, Dictionary<string, DossierDocument> documents)
    {
        var (id, page) = (map.Required("document"), map.Optional("page"));
        if (id.Length > 0 && !documents.ContainsKey(id))
        {
            map.Report("document", $"no file below documents/ describes '{id}'");
        }

        return (documents.GetValueOrDefault(id), page.Length > 0 ? $"documents/{id}, {(page.All(char.IsAsciiDigit) ? "p. " : "")}{page}" : $"documents/{id}");
    }

    static void Among(YamlMap map, string key, string text, IReadOnlyList<string> allowed)
    {
        if (!allowed.Contains(text))
        {
            map.Report(key, $"'{key}' must be one of {string.Join(", ", allowed.Where(a => a.Length > 0))}, found '{text}'");
        }
    }
}
