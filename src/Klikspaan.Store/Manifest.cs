using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Klikspaan.Store;

/// <summary>
/// The append-only list of what came into a dossier. Each line ends in a seal: SHA-256 over the seal before and the line,
/// so that a changed, removed or inserted line shows.
/// </summary>
public sealed class Manifest
{
    const string SealKey = ",\"seal\":\"", ScenarioFiles = "scenario_files";

    readonly string path;
    readonly List<ManifestEntry> entries = [];
    readonly List<string> faults = [];
    readonly List<string> seals = [];
    string lastSeal = "";
    bool endsInLine = true;

    Manifest(string path) => this.path = path;

    /// <summary>The lines that could be read.</summary>
    public IReadOnlyList<ManifestEntry> Entries => entries;

    /// <summary>Lines that are broken or do not fit the chain, in words.</summary>
    public IReadOnlyList<string> Faults => faults;

    /// <summary>The captures, in order of arrival.</summary>
    public IEnumerable<ManifestEntry> Captures => entries.Where(e => e.Event == "captured");

    /// <summary>The digests of files of scenarios that it holds, in order of its lines, each with the line and its number from 0.</summary>
    internal IEnumerable<(string File, string Sha256, ManifestEntry Entry, int Line)> ScenarioSeals() => entries.SelectMany((e, i) =>
        e.ScenarioFiles.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => (File: f.Key, Sha256: f.Value, Entry: e, Line: i)));

    /// <summary>The seals of the lines that could be read, in their order.</summary>
    internal IReadOnlyList<string> Seals => seals;

    /// <summary>Seal of the last line, over all lines before it; empty when there is none.</summary>
    public string LastSeal => lastSeal;

    /// <summary>Reads the manifest at <paramref name="path"/>; an absent file is an empty one.</summary>
    public static Manifest Read(string path)
    {
        var manifest = new Manifest(path);
        if (!File.Exists(path))
        {
            return manifest;
        }

        var bytes = File.ReadAllBytes(path);
        manifest.endsInLine = bytes.Length == 0 || bytes[^1] == '\n';
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (i < lines.Length - 1 || lines[i].Length > 0)
            {
                manifest.Take(lines[i], i + 1);
            }
        }

        return manifest;
    }

    /// <summary>Adds a line and sees it onto the disk.</summary>
    public void Append(ManifestEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        var body = Write(entry);
        var seal = Seal(lastSeal, body);
        var line = $"{(endsInLine ? "" : "\n")}{body[..^1]}{SealKey}{seal}\"}}\n";
        WriteWhole(Encoding.UTF8.GetBytes(line));
        (lastSeal, endsInLine) = (seal, true);
        entries.Add(entry);
        seals.Add(seal);
    }

    /// <summary>Adds all of the bytes to the file, or none when they do not fit on the disk.</summary>
    void WriteWhole(byte[] bytes)
    {
        using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var end = file.Seek(0, SeekOrigin.End);
        try
        {
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            file.SetLength(end);
            throw;
        }
    }

    void Take(string line, int number)
    {
        var at = line.LastIndexOf(SealKey, StringComparison.Ordinal);
        if (at < 0 || !line.EndsWith("\"}", StringComparison.Ordinal) || Parse(line) is not { } entry)
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"manifest.jsonl:{number}: the line is broken off or is no manifest line"));
            return;
        }

        var seal = line[(at + SealKey.Length)..^2];
        if (seal != Seal(lastSeal, line[..at] + "}"))
        {
            faults.Add(string.Create(CultureInfo.InvariantCulture, $"manifest.jsonl:{number}: the seal does not fit the line and the lines before it"));
        }

        lastSeal = seal;
        entries.Add(entry);
        seals.Add(seal);
    }

    static string Seal(string previous, string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(previous + "\n" + body)));

    static string Write(ManifestEntry entry)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("event", entry.Event);
            json.WriteString("at", entry.At.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            json.WriteString("file", entry.File);
            json.WriteString("sha256", entry.Sha256);
            json.WriteNumber("bytes", entry.Bytes);
            json.WriteString("source", entry.Source);
            json.WriteString("format", entry.Format);
            json.WriteString("tool", entry.Tool);
            json.WriteString("knowledge", entry.Knowledge);
            json.WriteString("remark", entry.Remark);
            json.WriteStartObject("meta");
            foreach (var (key, value) in entry.Meta.OrderBy(m => m.Key, StringComparer.Ordinal))
            {
                json.WriteString(key, value);
            }

            json.WriteEndObject();
            if (entry.ScenarioFiles.Count > 0)
            {
                json.WriteStartObject(ScenarioFiles);
                foreach (var (file, digest) in entry.ScenarioFiles.OrderBy(f => f.Key, StringComparer.Ordinal))
                {
                    json.WriteString(file, digest);
                }

                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    static ManifestEntry? Parse(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            static Dictionary<string, string> Texts(JsonElement of) => of.EnumerateObject().ToDictionary(m => m.Name, m => m.Value.GetString() ?? "");
            string Text(string key) => root.GetProperty(key).GetString() ?? "";
            return new(
                Text("event"),
                DateTimeOffset.Parse(Text("at"), CultureInfo.InvariantCulture),
                Text("file"),
                Text("sha256"),
                root.GetProperty("bytes").GetInt64(),
                Text("source"),
                Text("format"),
                Text("tool"),
                Text("knowledge"),
                Text("remark"),
                Texts(root.GetProperty("meta")))
            {
                ScenarioFiles = root.TryGetProperty(ScenarioFiles, out var files) ? Texts(files) : new Dictionary<string, string>(),
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}
