using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Klikspaan.Recording.Isolating;

namespace Klikspaan.Tests.Recording;

/// <summary>One run of <c>klikspaan record</c>, the real program, and the records that it wrote, read by nothing of ours.</summary>
sealed class RecordedRun : IDisposable
{
    RecordedRun(Workplace place, Workplace.Run run) => (Place, Run) = (place, run);

    /// <summary>The folder that it ran in.</summary>
    public Workplace Place { get; }

    /// <summary>What was printed, and the exit code.</summary>
    public Workplace.Run Run { get; }

    /// <summary>Its records, in order.</summary>
    public IReadOnlyList<Warc> Records => field ??= Read(Directory.GetFiles(Place.Path("klikspaan-dossier", "captures")).Single());

    /// <summary>A record: its named fields, each with all of its values, and its block.</summary>
    public sealed record Warc(ILookup<string, string> Fields, byte[] Block)
    {
        public string Type => Fields["WARC-Type"].Single();

        public string Id => Fields["WARC-Record-ID"].Single();

        public string Uri => Fields["WARC-Target-URI"].SingleOrDefault() ?? "";

        /// <summary>Each octet one character.</summary>
        public string Text => Encoding.Latin1.GetString(Block);

        public JsonElement Json => JsonDocument.Parse(Block).RootElement;
    }

    /// <summary>Skips the test where nothing can be isolated, or a tool is missing.</summary>
    public static async Task RequireAsync(params string[] tools)
    {
        var refusal = await NamespaceEntry.RefusalAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(refusal is not null, $"nothing can be isolated here: {refusal}");
        foreach (var tool in tools)
        {
            Assert.SkipWhen(SystemTool.Find(tool) is null, $"{tool} is not installed");
        }
    }

    /// <summary>Records a command.</summary>
    public static async Task<RecordedRun> RecordAsync(Workplace place, params string[] words) => new(place, await place.RunProgramAsync(["record", .. words]));

    /// <summary>Records a Python script.</summary>
    public static Task<RecordedRun> PythonAsync(Workplace place, string script) => RecordAsync(place, "--max-time", "100s", "--", "python3", place.Write("script.py", script));

    public void Dispose() => Place.Dispose();

    /// <summary>The metadata of a kind.</summary>
    public IEnumerable<JsonElement> Metadata(string kind) => Records.Where(r => r.Type == "metadata").Select(r => r.Json).Where(j => j.GetProperty("kind").GetString() == kind);

    /// <summary>The request to this URL, and the metadata that belong to it.</summary>
    public (Warc Request, JsonElement Metadata, Warc Response) Exchange(string uri)
    {
        var request = Assert.Single(Records, r => r.Type == "request" && r.Uri == uri);
        Warc Of(string type) => Assert.Single(Records, r => r.Type == type && r.Fields["WARC-Concurrent-To"].Contains(request.Id));
        return (request, Of("metadata").Json, Of("response"));
    }

    /// <summary>Reads the records of a file.</summary>
    public static IReadOnlyList<Warc> Read(string path)
    {
        using var file = File.OpenRead(path);
        using var plain = new GZipStream(file, CompressionMode.Decompress);
        using var memory = new MemoryStream();
        try
        {
            plain.CopyTo(memory);
        }
        catch (InvalidDataException)
        {
            // A file that was cut off in its last record.
        }

        return [.. Split(memory.ToArray())];
    }

    static IEnumerable<Warc> Split(byte[] bytes)
    {
        for (var at = 0; at < bytes.Length;)
        {
            var head = bytes.AsSpan(at).IndexOf("\r\n\r\n"u8);
            if (head < 0)
            {
                yield break;
            }

            var lines = Encoding.UTF8.GetString(bytes, at, head).Split("\r\n");
            Assert.Equal("WARC/1.1", lines[0]);
            var fields = lines[1..].Select(l => l.Split(": ", 2)).ToLookup(f => f[0], f => f[1]);
            var length = int.Parse(fields["Content-Length"].Single());
            var start = at + head + 4;
            if (start + length + 4 > bytes.Length)
            {
                yield break;
            }

            yield return new(fields, bytes[start..(start + length)]);
            Assert.Equal("\r\n\r\n"u8.ToArray(), bytes[(start + length)..(start + length + 4)]);
            at = start + length + 4;
        }
    }
}
