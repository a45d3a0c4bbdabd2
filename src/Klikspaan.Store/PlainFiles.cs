using System.Globalization;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>Reads the files that people write in a folder of a dossier. A dossier can come from anybody: a pipe would never end, and a link can lead anywhere.</summary>
static class PlainFiles
{
    /// <summary>Largest file that is read.</summary>
    public const int MostBytes = 4 << 20;

    /// <summary>Whether it is a file with something in it, and no link, pipe or device, and of no more bytes than are read. The system tells a pipe from a file by its length alone: it has none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">Most bytes.</param>
    public static bool IsPlain(string path, long most = MostBytes) =>
        new FileInfo(path) is { LinkTarget: null, Exists: true } info && (info.Attributes & (FileAttributes.Device | FileAttributes.ReparsePoint)) == 0 && info.Length <= most && FileKind.IsFileOrNothing(path);

    /// <summary>The files <c>*.yaml</c> of a folder, in order of name; <see cref="DossierException"/> with all that cannot be read.</summary>
    /// <param name="dossier">The dossier.</param>
    /// <param name="folder">Name of the folder in it.</param>
    public static IReadOnlyList<(string Name, ReadOnlyMemory<byte> Bytes)> Read(string dossier, string folder)
    {
        var problems = new List<KnowledgeProblem>();
        var files = Read(dossier, folder, "", problems);
        return problems.Count == 0 ? files : throw new DossierException($"{folder}/ has mistakes", problems);
    }

    /// <summary>The same, with what cannot be read added to <paramref name="problems"/>.</summary>
    /// <param name="dossier">The dossier.</param>
    /// <param name="folder">Name of the folder in it.</param>
    /// <param name="prefix">What stands before the names of its files; empty for a dossier itself.</param>
    /// <param name="problems">Mistakes so far.</param>
    public static IReadOnlyList<(string Name, ReadOnlyMemory<byte> Bytes)> Read(string dossier, string folder, string prefix, List<KnowledgeProblem> problems)
    {
        var path = Path.Combine(dossier, folder);
        var files = new List<(string, ReadOnlyMemory<byte>)>();
        foreach (var file in (Directory.Exists(path) ? Directory.EnumerateFiles(path, "*.yaml") : []).Order(StringComparer.Ordinal))
        {
            var name = $"{prefix}{folder}/{Path.GetFileName(file)}";
            if (IsPlain(file) && new FileInfo(file).Length > 0)
            {
                files.Add((name, File.ReadAllBytes(file)));
            }
            else
            {
                problems.Add(new(name, 1, 1, string.Create(CultureInfo.InvariantCulture, $"the file must be a plain file with text, of at most {MostBytes} bytes")));
            }
        }

        return files;
    }

    /// <summary>Whether a file below a dossier is plain, and no folder on the way to it is a link.</summary>
    /// <param name="dossier">The dossier.</param>
    /// <param name="file">Path of the file in it, with forward slashes.</param>
    public static bool IsPlainBelow(string dossier, string file)
    {
        var (parts, path) = (file.Split('/'), dossier);
        foreach (var part in parts[..^1])
        {
            path = Path.Combine(path, part);
            if (new DirectoryInfo(path) is not { Exists: true, LinkTarget: null } folder || (folder.Attributes & FileAttributes.ReparsePoint) != 0)
            {
                return false;
            }
        }

        return IsPlain(Path.Combine(path, parts[^1]), long.MaxValue);
    }
}
