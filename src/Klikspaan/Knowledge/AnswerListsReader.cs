namespace Klikspaan.Knowledge;

/// <summary>Reads <c>answers.yaml</c>; a folder may go without it.</summary>
static class AnswerListsReader
{
    public const string FileName = "answers.yaml";

    public static AnswerLists Read(KnowledgeFile? file, List<KnowledgeProblem> problems)
    {
        if (file is null || YamlFile.Read(file, problems) is not { } map)
        {
            return AnswerLists.None;
        }

        var sources = Source.ReadAll(map);
        var lists = new AnswerLists(
            Entries(map, "download_extensions", sources, e => e.Length > 1 && e[0] == '.' && !e.Contains('/', StringComparison.Ordinal), "an end of a path with its dot, such as .gz"),
            Entries(map, "download_hosts", sources, IsHost, "a host name in lower case, such as downloads.*"),
            Entries(map, "metadata_hosts", sources, IsHost, "a host name or address in lower case"));
        map.Done();
        return lists;
    }

    static List<string> Entries(YamlMap map, string key, IReadOnlyList<Source> sources, Func<string, bool> isRight, string what)
    {
        var found = new List<string>();
        foreach (var group in map.Maps(key))
        {
            Source.ReadReference(group, sources, required: true);
            foreach (var entry in group.Texts("each"))
            {
                if (!isRight(entry) || found.Contains(entry))
                {
                    group.Report("each", $"'{entry}' {(isRight(entry) ? "is already listed" : $"must be {what}")}");
                }

                found.Add(entry);
            }

            group.Done();
        }

        return found;
    }

    static bool IsHost(string host) =>
        host.Trim('*', '.').Length > 1 && !host.Any(c => char.IsAsciiLetterUpper(c) || c is '/' or '[' or ']' or <= ' ' or > '~');
}
