using System.Text.Json;

namespace Klikspaan.Tests.Recording;

/// <summary>How a recording ended, and what stands in it, a character a byte.</summary>
sealed record Recorded(Workplace.Run Run, string Text)
{
    /// <summary>The metadata records.</summary>
    public List<JsonElement> Metadata { get; } =
        [.. Text.Split('\n').Where(l => l.StartsWith("{\"kind\":", StringComparison.Ordinal)).Select(l => JsonDocument.Parse(l).RootElement)];

    /// <summary>The metadata of a kind.</summary>
    public List<JsonElement> Of(string kind) => [.. Metadata.Where(m => m.GetProperty("kind").GetString() == kind)];

    /// <summary>The one record of this kind.</summary>
    public JsonElement One(string kind) => Assert.Single(Of(kind));

    /// <summary>The planted value with this label.</summary>
    public string Planted(string label) => One("run").GetProperty("persona").EnumerateArray().Single(p => p.GetProperty("label").GetString() == label).GetProperty("value").GetString()!;

    /// <summary>What the program printed as JSON after this word.</summary>
    public JsonElement Said(string word) => JsonDocument.Parse(
        Run.Out.Split('\n').FirstOrDefault(l => l.StartsWith(word + " {", StringComparison.Ordinal))?[word.Length..] ?? throw new InvalidOperationException($"the program did not say '{word}': {Run.Out} {Run.Error}")).RootElement;

    /// <summary>A text of the one end.</summary>
    public string End(string key) => One("end").GetProperty(key).ToString();
}
