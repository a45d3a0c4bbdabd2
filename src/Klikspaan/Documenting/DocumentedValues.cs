using System.Buffers;

namespace Klikspaan.Documenting;

/// <summary>Finds in a description the values that a field can have, where it lists them one by one.</summary>
static class DocumentedValues
{
    /// <summary>Stands in a description before each item of a list below a field.</summary>
    public const string Mark = "\u2022";

    const int Longest = 60;
    static readonly string[] Open = ["etc", "more", "others", "other", "so on", "and more", "and others", "and so on", "...", "\u2026"];
    static readonly SearchValues<char> NoWord = SearchValues.Create(" ()[]{}<>\"");

    /// <summary>
    /// The values behind one of the phrases that announce a list of all of them, and where that stands; none where they are not plain words, so that a sentence is not taken for a list,
    /// and where the list is open.
    /// </summary>
    public static (IReadOnlyList<string> Values, int At) In(string description, IReadOnlyList<string> phrases, int most)
    {
        foreach (var phrase in phrases)
        {
            var at = FieldStatements.Place(description, phrase);
            if (at < 0)
            {
                continue;
            }

            var rest = description.AsSpan(at + phrase.Length).TrimStart([' ', ':', '-', '\u2013', '.']);
            var values = rest.StartsWith(Mark) ? Items(rest.ToString()) : Words(rest.ToString());
            if (values.Count > 1 && values.Count <= most)
            {
                return (values, at);
            }
        }

        return ([], -1);
    }

    /// <summary>Items of a list: what stands before the equals sign or dash, and what stands behind it, as a program can send either.</summary>
    static List<string> Items(string text)
    {
        List<string> values = [];
        foreach (var item in text.Split(Mark, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = item.Split(['=', ':', '\u2013'], 2, StringSplitOptions.TrimEntries);
            if (parts.Length == 1)
            {
                parts = item.Split(" - ", 2, StringSplitOptions.TrimEntries);
            }

            if (parts[0].Length is 0 or > Longest)
            {
                return [];
            }

            if (IsOpen(parts[0]))
            {
                return [];
            }

            values.AddRange(parts.Where(p => p.Length is > 0 and <= Longest).Select(p => p.TrimEnd('.')));
        }

        return values;
    }

    static List<string> Words(string text)
    {
        // A full stop ends the list; one within a word, such as 10.0, does not.
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        var list = (end < 0 ? text : text[..end]).TrimEnd('.', ')', ' ');
        string[] values = list.Split([", or ", ", and ", " or ", " and ", ", ", "/"], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return Array.TrueForAll(values, v => v.Length <= Longest && !v.AsSpan().ContainsAny(NoWord) && !IsOpen(v)) ? [.. values] : [];
    }

    /// <summary>Whether an item says that there are others.</summary>
    static bool IsOpen(string item) => Open.Contains(item.TrimEnd('.'), StringComparer.OrdinalIgnoreCase);
}
