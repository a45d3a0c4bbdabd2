using Klikspaan.Knowledge;

namespace Klikspaan.Recording.Planting;

/// <summary>
/// Tools that are installed in the tester's home, and where a program may see them in the persona's. A tool that has its own
/// place written into it (a Python environment, say) does not work from there, which is better than telling who the tester is.
/// </summary>
static class ToolFolders
{
    /// <summary>The folders to bind read-only, by real path: those that variables name, and those in PATH; never the home itself.</summary>
    public static IReadOnlyDictionary<string, string> Find(IReadOnlyDictionary<string, string> environment, string home, Persona persona, RecordingFacts facts)
    {
        var shown = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var named = facts.Toolchains.Select(environment.GetValueOrDefault).OfType<string>();
        foreach (var folder in named.Concat((environment.GetValueOrDefault("PATH") ?? "").Split(':')).Select(f => f.TrimEnd('/')))
        {
            var isInHome = home.Length > 1 && folder.StartsWith(home + "/", StringComparison.Ordinal);
            if (isInHome && !folder.Split('/').Contains("..") && Directory.Exists(folder) && !shown.Keys.Any(k => folder == k || folder.StartsWith(k + "/", StringComparison.Ordinal)))
            {
                shown[folder] = persona.Home + folder[home.Length..];
            }
        }

        return shown;
    }
}
