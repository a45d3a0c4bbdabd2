using Klikspaan.Knowledge;

namespace Klikspaan.Cli;

/// <summary>Reads knowledge folders from disk: ours, and a user's laid over it.</summary>
static class KnowledgeFolder
{
    /// <summary>The folder that ships with the program.</summary>
    public static string Own => Path.Combine(AppContext.BaseDirectory, "knowledge");

    /// <summary>Reads a folder as it will be used: one without a <c>knowledge.yaml</c> of its own is laid over ours.</summary>
    public static List<KnowledgeFile> ReadWhole(string folder) =>
        File.Exists(Path.Combine(folder, "knowledge.yaml")) ? Read(folder) : Read(Own, folder);

    /// <summary>Whether a file, or for one that is missing its folder, stands in <paramref name="folder"/>.</summary>
    public static bool IsIn(string folder, string file) =>
        File.Exists(Path.Combine(folder, "knowledge.yaml")) || File.Exists(Path.Combine(folder, file)) || !File.Exists(Path.Combine(Own, file));

    /// <summary>Reads all files of <paramref name="folders"/>; a later folder's file replaces an earlier one's of the same path.</summary>
    public static List<KnowledgeFile> Read(params IEnumerable<string> folders) => Read(_ => true, folders);

    /// <summary>Reads the files of <paramref name="folders"/> that hold facts, and leaves out their samples.</summary>
    public static List<KnowledgeFile> ReadFacts(IEnumerable<string> folders) => Read(KnowledgeReader.IsFact, folders);

    static List<KnowledgeFile> Read(Func<string, bool> isWanted, IEnumerable<string> folders)
    {
        var files = new Dictionary<string, KnowledgeFile>(StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                var name = Path.GetRelativePath(folder, path).Replace('\\', '/');
                if (isWanted(name))
                {
                    files[name] = new(name, File.ReadAllBytes(path)) { IsShipped = folder == Own };
                }
            }
        }

        return [.. files.Values.OrderBy(f => f.Path, StringComparer.Ordinal)];
    }
}
