namespace Klikspaan.Recording.Isolating;

/// <summary>Whether one path lies in another.</summary>
static class Paths
{
    /// <summary>Whether it is this folder or lies below it.</summary>
    public static bool IsWithin(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || folder is "/" || path[folder.Length] == '/');
}
