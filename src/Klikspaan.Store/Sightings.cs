using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Klikspaan.Store;

/// <summary>Which requests of a dossier are shown by two captures: <c>index/sightings.json</c>, which can always be made again.</summary>
public sealed class Sightings
{
    /// <summary>Name of the file in <c>index/</c>.</summary>
    public const string FileName = "sightings.json";

    static readonly IReadOnlyDictionary<int, Sighting> Nothing = new Dictionary<int, Sighting>();
    readonly Dictionary<string, Dictionary<int, Sighting>> later;
    readonly ILookup<(string Capture, int Exchange), Sighting> first;

    Sightings(SightingFile file)
    {
        (All, Comparisons) = (file.Sightings, file.Comparisons);
        later = All.GroupBy(s => s.Capture).ToDictionary(g => g.Key, g => g.ToDictionary(s => s.Exchange), StringComparer.Ordinal);
        first = All.ToLookup(s => (s.FirstCapture, s.FirstExchange));
    }

    /// <summary>Of a dossier in which no two captures are compared.</summary>
    public static Sightings None { get; } = new(new("", [], []));

    /// <summary>All of them, in order of the later capture.</summary>
    public IReadOnlyList<Sighting> All { get; }

    /// <summary>The captures that were compared, and how.</summary>
    public IReadOnlyList<Comparison> Comparisons { get; }

    /// <summary>The requests of a capture that an earlier one shows too, by number.</summary>
    public IReadOnlyDictionary<int, Sighting> Of(string capture) => later.GetValueOrDefault(capture) ?? Nothing;

    /// <summary>Where else a request is shown.</summary>
    public IEnumerable<Sighting> Also(string capture, int exchange) => first[(capture, exchange)];

    /// <summary>Reads the file; null when it is not there, was changed, or was made of something else.</summary>
    internal static Sightings? Read(string path, string basis) =>
        Whole(path) is { } file && file.Basis == basis ? new(file) : null;

    /// <summary>Whether there is a file that was changed since it was written.</summary>
    internal static bool IsChanged(string path) => File.Exists(path) && Whole(path) is null;

    internal static void Write(string path, SightingFile file) => File.WriteAllText(path, Text(file), new UTF8Encoding(false));

    static SightingFile? Whole(string path)
    {
        try
        {
            var text = File.Exists(path) ? File.ReadAllText(path) : "null";
            return JsonSerializer.Deserialize(text, IndexJson.Readable.SightingFile) is { Sightings: not null, Comparisons: not null } file && text == Text(file) ? file : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The file as it is written, with its digest over itself, so that a change of it shows.</summary>
    static string Text(SightingFile file)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(file with { Digest = "" }, IndexJson.Readable.SightingFile);
        return JsonSerializer.Serialize(file with { Digest = Convert.ToHexStringLower(SHA256.HashData(body)) }, IndexJson.Readable.SightingFile) + "\n";
    }
}

/// <summary>The file: what it was made of, how captures were compared, and what came of it.</summary>
public sealed record SightingFile(string Basis, IReadOnlyList<Comparison> Comparisons, IReadOnlyList<Sighting> Sightings, string Digest = "");
