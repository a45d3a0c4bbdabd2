using System.Security.Cryptography;
using System.Text;

namespace Klikspaan.Knowledge;

/// <summary>Reads a knowledge folder: all mistakes at once, each with file, line and column.</summary>
public static class KnowledgeReader
{
    /// <summary>Name of the public suffix list within the folder.</summary>
    public const string PublicSuffixFile = "third-party/public-suffix-list/public_suffix_list.dat";

    /// <summary>Name of what was measured of rules within the folder.</summary>
    public const string FiguresFile = "figures.yaml";

    /// <summary>Reads <paramref name="files"/>; later files with the same path replace earlier ones, so a user's folder can be laid over ours.</summary>
    public static KnowledgeBase Read(IEnumerable<KnowledgeFile> files, out IReadOnlyList<KnowledgeProblem> problems)
    {
        var knowledge = ReadForUse(files.Select(f => f with { IsShipped = false }), out var found);
        problems = [.. found, .. knowledge.Late.Problems];
        return knowledge;
    }

    /// <summary>
    /// The same for who does not need all of it: what shipped with the program of each protocol, languages and what a recording must know are
    /// read when they are first asked for, and the mistakes of the last two are then in <see cref="KnowledgeBase.LanguageProblems"/> and <see cref="KnowledgeBase.RecordingProblems"/>.
    /// </summary>
    public static KnowledgeBase ReadForUse(IEnumerable<KnowledgeFile> files, out IReadOnlyList<KnowledgeProblem> problems)
    {
        ArgumentNullException.ThrowIfNull(files);
        var latest = new SortedDictionary<string, KnowledgeFile>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            latest[file.Path] = file;
        }

        var found = new List<KnowledgeProblem>();
        var used = latest.Values.Where(f => IsFact(f.Path)).ToList();
        var suffixes = latest.GetValueOrDefault(PublicSuffixFile);
        if (suffixes is null)
        {
            found.Add(new(PublicSuffixFile, 1, 1, "the public suffix list is missing"));
        }

        var categories = Categories(used, found);
        var organisations = Below(used, "recipients/").Select(f => OrganisationReader.Read(f, found)).OfType<Organisation>().ToList();
        var (figures, corpus) = FigureReader.Read(used.Find(f => f.Path == FiguresFile), found);
        var knowledge = new KnowledgeBase
        {
            Version = Version(used, found),
            Digest = Digest(used),
            Categories = categories,
            Protocols = [.. Below(used, "protocols/").Select(f => (f.IsShipped ? ProtocolReader.ReadLate(f, categories) : null) ?? ProtocolReader.Read(f, categories, found)).OfType<Protocol>().OrderBy(p => p.Id, StringComparer.Ordinal)],
            Rules = [.. Below(used, "rules/").Select(f => RuleReader.Read(f, categories, found)).OfType<DetectionRule>()],
            Figures = figures,
            Corpus = corpus,
            Organisations = organisations,
            Late = new(used, organisations),
            Answers = AnswerListsReader.Read(used.Find(f => f.Path == AnswerListsReader.FileName), found),
            PublicSuffixes = new(suffixes?.Bytes ?? default),
        };
        CheckDomains(organisations, found);
        CheckKeys(organisations, knowledge.Protocols, found);
        problems = found;
        return knowledge;
    }

    /// <summary>Id of a file: its path below its folder, without extension.</summary>
    internal static string Id(KnowledgeFile file) => file.Path[(file.Path.IndexOf('/', StringComparison.Ordinal) + 1)..^".yaml".Length];

    /// <summary>Whether the file at <paramref name="path"/> holds facts: it is no sample, no reading of one, no label by which rules are measured and no text for people.</summary>
    public static bool IsFact(string path) =>
        path == PublicSuffixFile || (path.EndsWith(".yaml", StringComparison.Ordinal) && !path.EndsWith(".verified.yaml", StringComparison.Ordinal) && !path.StartsWith(LabelReader.Folder, StringComparison.Ordinal));

    static IEnumerable<KnowledgeFile> Below(List<KnowledgeFile> files, string folder) =>
        files.Where(f => f.Path.StartsWith(folder, StringComparison.Ordinal));

    static string Version(List<KnowledgeFile> files, List<KnowledgeProblem> problems)
    {
        var file = files.Find(f => f.Path == "knowledge.yaml");
        if (file is null)
        {
            problems.Add(new("knowledge.yaml", 1, 1, "the file is missing; it holds 'version: 1.2.3'"));
            return "";
        }

        var map = YamlFile.Read(file, problems);
        var version = map?.Required("version") ?? "";
        map?.Done();
        return version;
    }

    static Dictionary<string, Category> Categories(List<KnowledgeFile> files, List<KnowledgeProblem> problems)
    {
        var categories = new Dictionary<string, Category>(StringComparer.Ordinal);
        var file = files.Find(f => f.Path == "categories.yaml");
        if (file is null)
        {
            problems.Add(new("categories.yaml", 1, 1, "the file is missing"));
            return categories;
        }

        var root = YamlFile.Read(file, problems);
        foreach (var map in root?.Maps("categories") ?? [])
        {
            var category = Category.Read(map);
            if (!categories.TryAdd(category.Id, category))
            {
                map.Report("id", $"the category '{category.Id}' is already listed");
            }
        }

        if (categories.Count == 0)
        {
            root?.Report("categories", "the file lists no category under 'categories'");
        }

        root?.Done();
        return categories;
    }

    static void CheckDomains(List<Organisation> organisations, List<KnowledgeProblem> problems)
    {
        var doubles = organisations
            .SelectMany(o => o.Domains.Select(d => (d.Domain, o.Id)).Concat(o.Keys.Select(k => (Domain: k.Key, o.Id))))
            .GroupBy(d => d.Domain, StringComparer.Ordinal)
            .Where(g => g.Count() > 1);
        foreach (var group in doubles)
        {
            problems.Add(new($"recipients/{group.Last().Id}.yaml", 1, 1, $"'{group.Key}' is claimed by {string.Join(" and ", group.Select(g => g.Id))}"));
        }
    }

    static void CheckKeys(List<Organisation> organisations, IReadOnlyList<Protocol> protocols, List<KnowledgeProblem> problems)
    {
        foreach (var organisation in organisations)
        {
            problems.AddRange(organisation.Keys.Where(k => !protocols.Any(p => p.Id == k.Protocol))
                .Select(k => new KnowledgeProblem($"recipients/{organisation.Id}.yaml", k.Line, 1, $"the key's protocol '{k.Protocol}' has no file below protocols/")));
        }
    }

    static string Digest(List<KnowledgeFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\0{file.Bytes.Length}\0"));
            hash.AppendData(file.Bytes.Span);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
