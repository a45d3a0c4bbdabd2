namespace Klikspaan.Recording.Planting;

/// <summary>Where paths in the tester's home stand for the program: elsewhere when they are shown to it, nowhere when not.</summary>
/// <param name="home">The tester's home.</param>
/// <param name="shown">Real path to the path that the program sees.</param>
sealed class ShownFolders(string home, IReadOnlyDictionary<string, string> shown)
{
    /// <summary>The path for the program; null when it stands in the tester's home and is not shown.</summary>
    public string? Move(string path)
    {
        foreach (var (from, to) in shown.OrderByDescending(s => s.Key.Length))
        {
            if (IsWithin(path, from))
            {
                return to + path[from.Length..];
            }
        }

        return home.Length > 1 && IsWithin(path, home) ? null : path;
    }

    /// <summary>The folders in a list such as PATH: without relative ones and those that the program cannot see.</summary>
    public IEnumerable<string> MovePath(string path) => path.Split(':').Where(Path.IsPathRooted).Select(Move).OfType<string>();

    static bool IsWithin(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] == '/');
}
