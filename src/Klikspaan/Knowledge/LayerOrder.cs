namespace Klikspaan.Knowledge;

/// <summary>That what stands at a path is opened in this way, where its bytes alone would not show it.</summary>
/// <param name="Path">Where: a pattern with a part.</param>
/// <param name="Steps">What is done, in order; the last is how values stand in what came out.</param>
public sealed record LayerOrder(PathPattern Path, IReadOnlyList<string> Steps)
{
    /// <summary>The last step of a text that is cut at each place where what follows the colon stands.</summary>
    public const string Split = "split:";

    const int MostSteps = 8;

    /// <summary>Steps from bytes to bytes, or to some of them.</summary>
    public static IReadOnlyList<string> Openings { get; } =
        ["base64", "base64url", "base32", "hex", "percent", "gzip", "zlib", "deflate", "br", "zstd", "latin1", "utf-16le", "utf-16be", "jwt-payload", "query-of-url"];

    /// <summary>How values can stand in what came out.</summary>
    public static IReadOnlyList<string> Readings { get; } =
    [
        "json", "form", "protobuf", "xml", "plist", "bplist", "cbor", "msgpack", "bond", "text",
        "packed-varint", "packed-zigzag", "packed-fixed32", "packed-int32", "packed-float32", "packed-fixed64", "packed-int64", "packed-float64",
    ];

    internal static LayerOrder[] Read(YamlMap map)
    {
        var steps = map.Texts("as");
        var order = new List<LayerOrder>();
        foreach (var text in map.Texts("path"))
        {
            order.Add(new(ProtocolReader.Pattern(map, "path", text, part: true), steps));
        }

        if (order.Count == 0)
        {
            map.Report("path", "'path' is missing");
        }

        if (steps.Count is 0 or > MostSteps || steps.SkipLast(1).Any(s => !Openings.Contains(s)) || !(Readings.Contains(steps[^1]) || IsSplit(steps[^1])))
        {
            map.Report("as", $"'as' must be steps ({string.Join(", ", Openings)}), at most {MostSteps}, and at the end one of {string.Join(", ", Readings)}, {Split}TEXT");
        }

        map.Done();
        return [.. order];
    }

    static bool IsSplit(string step) => step.StartsWith(Split, StringComparison.Ordinal) && step.Length > Split.Length;
}
