using Klikspaan.Knowledge;

namespace Klikspaan.Cli;

/// <summary>Reads knowledge folders from disk: ours, and a user's laid over it.</summary>
static class KnowledgeFolder
{
    /// <summary>The folder that ships with the program.</summary>
    public static string Own => Path.Combine(AppContext.BaseDirectory, "knowledge");

    /// <summary>Reads all files of <paramref name="folders"/>; a later folder's file replaces an earlier one's of the same path.</summary>
    public static List<KnowledgeFile> Read(params IEnumerable<string> folders)
    {
        var files = new Dictionary<string, KnowledgeFile>(StringComparer.Ordinal);
        foreach (var folder in folders)
        {
            foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            {
                var name = Path.GetRelativePath(folder, path).Replace('\\', '/');
                files[name] = new(name, File.ReadAllBytes(path));
            }
        }

        return [.. files.Values.OrderBy(f => f.Path, StringComparer.Ordinal)];
    }
}
