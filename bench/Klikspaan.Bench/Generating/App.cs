using System.Text.Json;

namespace Klikspaan.Bench.Generating;

/// <summary>What the library of an app sends, as its maker documents it: requests that other programs have an adapter for. See <c>apps.json</c>.</summary>
/// <param name="Weight">How many of a hundred requests are of this kind.</param>
/// <param name="Source">Where it is documented.</param>
/// <param name="Host">Where it goes.</param>
/// <param name="Path">Segments of its path.</param>
/// <param name="Type">The content type: JSON, or a form; empty when all is in the query.</param>
/// <param name="Fields">The content; <c>{event}</c> stands for an event, <c>{events}</c> for a text that holds a list of one, <c>{guid}</c> and the like for what differs.</param>
/// <param name="Query">Fields of the query.</param>
/// <param name="Headers">Further fields of the header.</param>
sealed record App(
    int Weight, string Source, string Host, IReadOnlyList<string> Path, string Type = "", JsonElement Fields = default,
    IReadOnlyDictionary<string, string>? Query = null, IReadOnlyDictionary<string, string>? Headers = null)
{
    static readonly JsonSerializerOptions Names = new(JsonSerializerDefaults.Web);

    /// <summary>All that the file lists.</summary>
    public static IReadOnlyList<App> All { get; } = Read();

    /// <summary>Its requests as a kind.</summary>
    public Kind Kind => new(Weight, Host, [.. Path], (r, q, v) => r.AppBodies.Write(this, q, v)) { Content = Type.Length > 0 ? "body" : "" };

    /// <summary>Whether the content is a form.</summary>
    public bool IsForm => Type.EndsWith("form-urlencoded", StringComparison.Ordinal);

    static List<App> Read()
    {
        using var file = typeof(App).Assembly.GetManifestResourceStream("apps.json")!;
        return JsonSerializer.Deserialize<List<App>>(file, Names)!;
    }
}
