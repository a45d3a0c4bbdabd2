using System.Security.Cryptography;
using System.Text;

namespace Klikspaan.Knowledge;

/// <summary>Reads <c>labels/corpus/*.yaml</c>: places in captures that are not part of the folder, and what stands there.</summary>
static class LabelledCaptureReader
{
    /// <summary>The folder of these files.</summary>
    public const string Folder = "labels/corpus/";

    public static List<LabelledCapture> Read(IEnumerable<KnowledgeFile> files, KnowledgeBase knowledge, List<KnowledgeProblem> problems)
    {
        var captures = new List<LabelledCapture>();
        foreach (var file in Of(files))
        {
            if (YamlFile.Read(file, problems) is not { } map)
            {
                continue;
            }

            var capture = new LabelledCapture(file.Path, map.Required("capture"), map.Required("sha256"), map.Required("labelled"), Count(map, "not_labelled"));
            if (capture.Sha256.Length != 64 || !capture.Sha256.All(char.IsAsciiHexDigitLower))
            {
                map.Report("sha256", "'sha256' must be 64 hex digits in lower case");
            }

            // The name is put behind the folder that a user gives.
            if (capture.Name.Contains('\\', StringComparison.Ordinal) || capture.Name.Split('/').Any(s => s is "" or "." or ".."))
            {
                map.Report("capture", "'capture' must be a path within the corpus");
            }

            foreach (var entry in map.Maps("labels"))
            {
                Read(entry, capture, knowledge);
            }

            map.Done();
            captures.Add(capture);
        }

        return captures;
    }

    /// <summary>The first 16 hex digits of the SHA-256 of all these files: what was measured with them holds of these labels alone.</summary>
    public static string Digest(IEnumerable<KnowledgeFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Of(files))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\0{RuleFigure.DigestOf(file)}\0"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    static void Read(YamlMap entry, LabelledCapture capture, KnowledgeBase knowledge)
    {
        var labels = entry.Texts("is");
        LabelReader.Check(entry, labels, knowledge);
        entry.Required("because");
        foreach (var text in entry.Texts("at"))
        {
            if (LabelledPlace.Parse(text) is not { } place)
            {
                entry.Report("at", $"'{text}' must be an entry, a part of the request and a pointer, such as 12 content:/user/id");
            }
            else if (!capture.Labels.TryAdd(place, labels))
            {
                entry.Report("at", $"the place '{text}' is already labelled");
            }
        }

        entry.Done();
    }

    static int Count(YamlMap map, string key)
    {
        if (int.TryParse(map.Required(key), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var count))
        {
            return count;
        }

        map.Report(key, $"'{key}' must be a number of places");
        return 0;
    }

    static IOrderedEnumerable<KnowledgeFile> Of(IEnumerable<KnowledgeFile> files) =>
        files.Where(f => f.Path.StartsWith(Folder, StringComparison.Ordinal) && f.Path.EndsWith(".yaml", StringComparison.Ordinal)).OrderBy(f => f.Path, StringComparer.Ordinal);
}
