using System.Text.RegularExpressions;

namespace Klikspaan.Knowledge;

/// <summary>The few named values that the content of an answer can hold; a knowledge file has no other way to compute.</summary>
public static partial class AcknowledgementBody
{
    /// <summary>The names: the number of items in the request, a GUID, 32 hexadecimal digits, the time (ISO 8601, UTC).</summary>
    public static IReadOnlyList<string> Names { get; } = ["count", "guid", "hex32", "time"];

    /// <summary>Longest template, in characters.</summary>
    internal const int Longest = 4096;

    /// <summary>Puts a value in each place that is named; <paramref name="value"/> is asked once for each.</summary>
    public static string Fill(string template, Func<string, string> value) => Place().Replace(template, m => value(m.Groups[1].Value));

    /// <summary>The names in a template that no value has.</summary>
    internal static IEnumerable<string> Unknown(string template) =>
        Place().Matches(template).Select(m => m.Groups[1].Value).Where(n => !Names.Contains(n, StringComparer.Ordinal)).Distinct(StringComparer.Ordinal);

    /// <summary>A word in braces: JSON has no such thing outside its texts.</summary>
    [GeneratedRegex(@"\{([A-Za-z][A-Za-z0-9_-]*)\}")]
    private static partial Regex Place();
}
