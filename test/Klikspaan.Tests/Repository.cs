using System.Runtime.CompilerServices;

namespace Klikspaan.Tests;

/// <summary>Files of this repository, and of the corpus beside it where there is one.</summary>
static class Repository
{
    /// <summary>The root of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The corpus of real captures; null where it is absent.</summary>
    public static string? Corpus { get; } = FindCorpus();

    /// <summary>Path of a file in the repository.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>Path of a file in the corpus; the test is skipped, and says so, where the corpus is absent.</summary>
    public static string InCorpus(params string[] parts)
    {
        Assert.SkipWhen(Corpus is null, "the corpus of real captures is not here (KLIKSPAAN_CORPUS)");
        return System.IO.Path.Combine([Corpus!, .. parts]);
    }

    /// <summary>The real recordings that ship with the repository: examples, and samples of protocol files.</summary>
    public static IEnumerable<string> Recordings() =>
        new[] { "examples", "knowledge" }
            .SelectMany(folder => new[] { "*.har", "*.warc.gz" }.SelectMany(p => Directory.EnumerateFiles(Path(folder), p, SearchOption.AllDirectories)))
            .Order(StringComparer.Ordinal);

    static string FindRoot([CallerFilePath] string file = "")
    {
        var folder = new DirectoryInfo(System.IO.Path.GetDirectoryName(file)!);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Klikspaan.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("the repository's root was not found");
        }

        return folder.FullName;
    }

    static string? FindCorpus()
    {
        var path = Environment.GetEnvironmentVariable("KLIKSPAAN_CORPUS") ?? System.IO.Path.Combine(Root, "..", "shared", "corpus");
        return Directory.Exists(path) ? System.IO.Path.GetFullPath(path) : null;
    }
}
