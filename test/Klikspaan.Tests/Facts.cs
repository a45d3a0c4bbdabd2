using Klikspaan.Importing;
using Klikspaan.Knowledge;

namespace Klikspaan.Tests;

/// <summary>The shipped knowledge, read once, and short ways to run the pipeline.</summary>
static class Facts
{
    public static readonly string Capture = new('a', 64);

    public static IReadOnlyList<KnowledgeFile> Files { get; } =
        [.. Directory.EnumerateFiles(Repository.Path("knowledge"), "*", SearchOption.AllDirectories)
            .Select(p => new KnowledgeFile(System.IO.Path.GetRelativePath(Repository.Path("knowledge"), p).Replace('\\', '/'), File.ReadAllBytes(p)))
            .OrderBy(f => f.Path, StringComparer.Ordinal)];

    public static KnowledgeBase Knowledge { get; } = KnowledgeReader.Read(Files, out _);

    /// <summary>All observations of a capture; damaged bytes of no format are read as a HAR.</summary>
    public static async Task<List<Observation>> ObserveAsync(byte[] capture, IReadOnlyList<PlantedValue>? planted = null, Limits? limits = null, int workers = 1)
    {
        var result = new List<Observation>();
        var pipeline = new Pipeline(Knowledge, planted ?? [], limits ?? Limits.Default, workers);
        await foreach (var observation in pipeline.ReadAsync(new MemoryStream(capture), CaptureReaders.Recognise(capture) ?? new HarReader(), Capture, TestContext.Current.CancellationToken))
        {
            result.Add(observation);
        }

        return result;
    }

    /// <summary>A HAR with one POST of <paramref name="body"/>, and whatever members of the request are added.</summary>
    public static byte[] Har(string body, string url = "https://host.example/path", string extra = "") => System.Text.Encoding.UTF8.GetBytes(
        $$$$$"""
        {"log":{"version":"1.2","creator":{"name":"test","version":"1"},"entries":[
        {"startedDateTime":"2026-01-02T03:04:05Z","request":{"method":"POST","url":{{{{{Json(url)}}}}},"headers":[],"postData":{"mimeType":"text/plain","text":{{{{{Json(body)}}}}}}{{{{{extra}}}}}},"response":{"status":200,"content":{"size":2}}}
        ]}}
        """);

    public static string Json(string text) => System.Text.Json.JsonSerializer.Serialize(text);
}
