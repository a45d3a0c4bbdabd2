using System.Buffers;

namespace Klikspaan;

/// <summary>A value that was put into the device or document on purpose, to see where it goes.</summary>
/// <param name="Label">Its name in every table; outputs show the label, not the value.</param>
/// <param name="Value">The value itself.</param>
/// <param name="Kind">What it is: one of <see cref="Kinds"/>.</param>
public sealed record PlantedValue(string Label, string Value, string Kind)
{
    /// <summary>The kinds that can be asked for; by its kind a value is also searched in other spellings.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["user", "host", "mac", "email", "guid", "phone", "iban", "git-remote", "name", "text", "document-title", "file-name", "e-mail-subject", "search-term", "word", "health", "offence", "bsn"];

    /// <summary>The lists of articles 9, 10 and 87 GDPR, on which a tester can say that a value stands.</summary>
    public static IReadOnlyList<string> Lists { get; } = ["art-9", "art-10", "art-87"];

    /// <summary>The kind of a marker, by which the clock of a capture is compared with that of a tester; it tells nothing of a product.</summary>
    public const string Marker = "marker";

    static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouyAEIOUY");

    /// <summary>The scenario that it is planted in; empty when it is in none.</summary>
    public string Scenario { get; init; } = "";

    /// <summary>Names of fields, lower case without separators, in which alone a short value is looked for; none for a value that is long enough to be found anywhere.</summary>
    public IReadOnlyList<string> Context { get; init; } = [];

    /// <summary>The list that the tester said it is on: one of <see cref="Lists"/>; empty where nothing was said.</summary>
    public string List { get; init; } = "";

    /// <summary>The step that it is planted in; empty when it is in none.</summary>
    public string Step { get; init; } = "";

    /// <summary>The run of letters without a vowel, ten at least, that no word has: the part that makes an invented value unique; empty when there is none.</summary>
    public static string UniquePart(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        const int Least = 10;
        var (best, from) = ("", 0);
        for (var i = 0; i <= value.Length; i++)
        {
            if (i < value.Length && char.IsAsciiLetter(value[i]))
            {
                continue;
            }

            var run = value[from..i];
            best = run.Length >= Least && run.Length > best.Length && !run.AsSpan().ContainsAny(Vowels) ? run : best;
            from = i + 1;
        }

        return best;
    }
}
