using Klikspaan.Knowledge;
using Klikspaan.Linking;
using Klikspaan.Recording.Writing;

namespace Klikspaan.Recording;

/// <summary>
/// Files that the program left in its home: those that may hold what it has not sent yet are evidence. A program that sends
/// in a later run stores first. So are small ones that hold a value with the form of an identifier: by such a file a program knows an installation again.
/// </summary>
sealed class LeftFiles
{
    const int MostFiles = 100_000, MostKept = 500;
    const int MostSmall = 200;
    const long LargestKept = 1 << 20, MostBytes = 64 << 20, LargestSmall = 4096;

    // Words of the trade, whoever writes the program; file names of known programs stand in the knowledge folder.
    static readonly string[] Signs = ["telemetry", "analytics", "metrics", "tracking", "crashreport", "usagedata"];
    readonly Dictionary<string, (long Length, DateTime Written)> before;

    LeftFiles(Dictionary<string, (long Length, DateTime Written)> before) => this.before = before;

    /// <summary>Notes what is there before a run.</summary>
    public static LeftFiles Before(string home) => new(Files(home).DistinctBy(f => f.FullName).ToDictionary(f => f.FullName, f => (f.Length, f.Written), StringComparer.Ordinal));

    /// <summary>Writes down what is new or changed and may hold unsent telemetry.</summary>
    /// <param name="log">Where to.</param>
    /// <param name="home">The home as we see it.</param>
    /// <param name="seenAs">The home as the program sees it.</param>
    /// <param name="facts">Which file names are known to hold such.</param>
    public void Write(RecordingLog log, string home, string seenAs, RecordingFacts facts)
    {
        var (kept, bytes, small) = (0, 0L, 0);
        string Seen(string path) => $"{seenAs}/{Path.GetRelativePath(home, path)}";
        foreach (var file in Files(home).Where(f => f.Length != 0 && Change(f) is not null))
        {
            if (IsTelling(Path.GetRelativePath(home, file.FullName), facts))
            {
                // Of what is too much it is still said that it is there.
                var content = file.Length > 0 && kept++ < MostKept && bytes < MostBytes ? Read(file.FullName, file.Length) : [];
                bytes += content.Length;
                log.LeftFile(Seen(file.FullName), content, Math.Max(file.Length, 0), Change(file)!, Written(file));
            }
            else if (file.Length is > 0 and <= LargestSmall && small < MostSmall && Read(file.FullName, file.Length) is var content && IdentifyingForm.In(content).Any())
            {
                small++;
                log.LeftFile(Seen(file.FullName), content, file.Length, Change(file)!, Written(file));
            }
        }
    }

    /// <summary>What became of a file since the program began; null for nothing.</summary>
    string? Change((string FullName, long Length, DateTime Written) file) =>
        !before.TryGetValue(file.FullName, out var old) ? "created" : old != (file.Length, file.Written) ? "changed" : null;

    static DateTimeOffset? Written((string FullName, long Length, DateTime Written) file) => file.Written == default ? null : new(file.Written, TimeSpan.Zero);

    static bool IsTelling(string path, RecordingFacts facts) =>
        Signs.Any(s => path.Contains(s, StringComparison.OrdinalIgnoreCase)) || facts.LeftFiles.Any(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase));

    /// <summary>The files; one whose name is no text cannot be opened by it, and its length is not known (-1).</summary>
    static IEnumerable<(string FullName, long Length, DateTime Written)> Files(string home) => new DirectoryInfo(home)
        .EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true, MaxRecursionDepth = 32 })
        .Take(MostFiles).Select(Look).OrderBy(f => f.FullName, StringComparer.Ordinal);

    static (string FullName, long Length, DateTime Written) Look(FileInfo file)
    {
        try
        {
            return (file.FullName, file.Length, file.LastWriteTimeUtc);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return (file.FullName, -1, default);
        }
    }

    static byte[] Read(string path, long length)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var content = new byte[Math.Min(length, LargestKept)];
            return content[..stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
