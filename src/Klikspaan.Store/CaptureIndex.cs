using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Klikspaan.Store;

/// <summary>The index of one capture: a folder of JSON lines that can always be made again from the capture. Its places leave the capture out: it is written before the capture's digest is known.</summary>
public sealed class CaptureIndex
{
    /// <summary>The files of an index, in the order in which they are sealed.</summary>
    public static IReadOnlyList<string> Files { get; } = ["exchanges.jsonl", "planted.jsonl", "problems.jsonl"];

    const string SealFile = "seal.json";
    readonly string folder, name;
    readonly IReadOnlyDictionary<int, Sighting>? sightings;

    /// <summary>The index in <paramref name="folder"/>, which need not exist, of the capture with this SHA-256.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="capture">SHA-256 of the capture.</param>
    /// <param name="sightings">Its requests that an earlier capture shows too.</param>
    public CaptureIndex(string folder, string capture, IReadOnlyDictionary<int, Sighting>? sightings = null) => (this.folder, name, this.sightings) = (folder, Locator.Short(capture), sightings);

    /// <summary>What it was made of and with; null when there is none, or when it was changed.</summary>
    public IndexSeal? Seal
    {
        get
        {
            var path = Path.Combine(folder, SealFile);
            try
            {
                var text = File.Exists(path) ? File.ReadAllText(path) : "null";
                return JsonSerializer.Deserialize(text, IndexJson.Readable.IndexSeal) is { Files: not null } seal && text == Text(seal) ? seal : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    /// <summary>The exchanges, in file order.</summary>
    public IEnumerable<ExchangeRow> Exchanges() => Marked(ExchangeRowReader.Read(Path.Combine(folder, Files[0]), withCategories: true));

    /// <summary>The exchanges without the counts of their categories.</summary>
    internal IEnumerable<ExchangeRow> Outline() => Marked(ExchangeRowReader.Read(Path.Combine(folder, Files[0]), withCategories: false));

    IEnumerable<ExchangeRow> Marked(IEnumerable<ExchangeRow> rows) =>
        sightings is { Count: > 0 } ? rows.Select(r => sightings.TryGetValue(r.Exchange, out var sighting) ? r with { Sighting = sighting } : r) : rows;

    /// <summary>The planted values that were found.</summary>
    public IEnumerable<PlantedRow> Planted() => Read(Files[1], IndexJson.Readable.PlantedRow).Select(p => p with { Locator = name + p.Locator });

    /// <summary>The problems.</summary>
    public IEnumerable<ProblemRow> Problems() => Read(Files[2], IndexJson.Readable.ProblemRow);

    /// <summary>What the capture came to.</summary>
    public ImportCounts Counts() => Seal?.Counts ?? ImportCounts.None;

    /// <summary>The files whose digest is not the sealed one.</summary>
    public IEnumerable<string> Changed() =>
        Seal is not { } seal ? [SealFile] : Files.Where(f => !File.Exists(Path.Combine(folder, f)) || Digest(Path.Combine(folder, f)) != seal.Files.GetValueOrDefault(f));

    internal static string Digest(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }

    internal static void WriteSeal(string folder, IndexSeal seal) =>
        File.WriteAllText(Path.Combine(folder, SealFile), Text(seal), new UTF8Encoding(false));

    /// <summary>The seal as it is written, with its digest over itself, so that a change of it shows too.</summary>
    static string Text(IndexSeal seal)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(seal with { Digest = "" }, IndexJson.Readable.IndexSeal);
        return JsonSerializer.Serialize(seal with { Digest = Convert.ToHexStringLower(SHA256.HashData(body)) }, IndexJson.Readable.IndexSeal) + "\n";
    }

    IEnumerable<T> Read<T>(string file, JsonTypeInfo<T> type)
    {
        foreach (var line in File.ReadLines(Path.Combine(folder, file)))
        {
            yield return JsonSerializer.Deserialize(line, type)!;
        }
    }
}
