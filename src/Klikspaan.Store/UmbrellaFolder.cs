using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>Finds the dossier on whose assessment another one stands.</summary>
public static class UmbrellaFolder
{
    const string Key = "umbrella";

    /// <summary>The folder of the umbrella that the dossier in <paramref name="folder"/> names; null when it names none, or one that is no dossier. Mistakes are for whoever opens the dossier.</summary>
    public static string? Find(string folder)
    {
        try
        {
            return PlainFiles.IsPlain(Path.Combine(folder, Dossier.FileName)) && DossierFile.Read(File.ReadAllBytes(Path.Combine(folder, Dossier.FileName)), Dossier.FileName, []) is { } file ? Find(folder, file, []) : null;
        }
        catch (DossierException)
        {
            return null;
        }
    }

    /// <summary>Whether a text is a path from one folder to another that is the same on every system.</summary>
    internal static bool IsPath(string text) => !text.StartsWith('/') && !text.Any(c => c is '\\' or ':' || char.IsControl(c));

    /// <summary>The folder; null, and a mistake, when the umbrella is not there, or stands on another dossier itself.</summary>
    /// <param name="folder">The dossier.</param>
    /// <param name="file">What its <c>dossier.yaml</c> says.</param>
    /// <param name="problems">Where mistakes are added.</param>
    internal static string? Find(string folder, DossierFile file, List<KnowledgeProblem> problems)
    {
        if (file.Umbrella.Length == 0 || !IsPath(file.Umbrella))
        {
            return null;
        }

        var (own, path) = (Whole(folder), Whole(Path.Combine(folder, file.Umbrella)));
        if (own == path)
        {
            problems.Add(file.Problem(Key, "the dossier names itself as its umbrella: a circle"));
            return null;
        }

        if (!PlainFiles.IsPlain(Path.Combine(path, Dossier.FileName)))
        {
            problems.Add(file.Problem(Key, $"there is no dossier in '{file.Umbrella}': 'umbrella' must be a path from this dossier's folder to one that holds {Dossier.FileName}"));
            return null;
        }

        if (Above(path) is { Length: > 0 } above)
        {
            problems.Add(file.Problem(Key, Whole(Path.Combine(path, above)) == own
                ? $"'{file.Umbrella}' names this dossier as its own umbrella: a circle"
                : $"'{file.Umbrella}' stands on another dossier itself ('{above}'): an umbrella stands on none, so that what is shared has one source"));
            return null;
        }

        return path;
    }

    /// <summary>What a dossier names as its umbrella; empty for nothing, and where its file has mistakes that are told elsewhere.</summary>
    static string Above(string path)
    {
        try
        {
            return DossierFile.Read(File.ReadAllBytes(Path.Combine(path, Dossier.FileName)), Dossier.FileName, [])?.Umbrella ?? "";
        }
        catch (DossierException)
        {
            return "";
        }
    }

    static string Whole(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
}
