using System.Text;

namespace Klikspaan.Knowledge;

/// <summary>A sentence in English and in Dutch. It may hold names in braces, as <c>{host}</c>, for which what was found is put in.</summary>
/// <param name="English">In English.</param>
/// <param name="Dutch">In Dutch.</param>
public sealed record LocalText(string English, string Dutch)
{
    /// <summary>What stands in a sentence for a field that is empty.</summary>
    const string Nothing = "-";

    /// <summary>Nothing.</summary>
    public static LocalText None { get; } = new("", "");

    /// <summary>In the language of a tag: <c>nl</c>, else English.</summary>
    public string In(string tag) => tag == "nl" ? Dutch : English;

    /// <summary>The names in braces of both sentences.</summary>
    public IEnumerable<string> Names => Named(English).Concat(Named(Dutch)).Distinct();

    /// <summary>The sentence of a language with what was found put in for each name; what is put in is never looked through for names again.</summary>
    public string Filled(string tag, IReadOnlyDictionary<string, string> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var (text, made, at) = (In(tag), new StringBuilder(), 0);
        foreach (var (from, to) in Braces(text))
        {
            made.Append(text, at, from - at).Append(fields.GetValueOrDefault(text[(from + 1)..to], "") is { Length: > 0 } value ? value : Nothing);
            at = to + 1;
        }

        return made.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>Reads the mapping at <paramref name="key"/>: <c>en</c> and <c>nl</c>, both there and with the same names; mistakes are reported with their place.</summary>
    internal static LocalText Read(YamlMap map, string key, bool required, IReadOnlyCollection<string>? names = null)
    {
        if (map.Map(key) is not { } both)
        {
            if (required)
            {
                map.Report(key, $"'{key}' is missing: give it in both languages, as {{en: \"...\", nl: \"...\"}}");
            }

            return None;
        }

        var text = new LocalText(both.Required("en"), both.Required("nl"));
        both.Done();
        if (!Named(text.English).Order(StringComparer.Ordinal).SequenceEqual(Named(text.Dutch).Order(StringComparer.Ordinal)))
        {
            both.Report("nl", $"'{key}' has other names in braces in Dutch than in English");
        }

        foreach (var name in text.Names.Where(n => names?.Contains(n) != true))
        {
            both.Report("en", $"'{{{name}}}' is no field here; {(names is { Count: > 0 } ? $"fields are {string.Join(", ", names)}" : "there are none")}");
        }

        return text;
    }

    static IEnumerable<string> Named(string text) => Braces(text).Select(b => text[(b.From + 1)..b.To]);

    static IEnumerable<(int From, int To)> Braces(string text)
    {
        for (var from = text.IndexOf('{', StringComparison.Ordinal); from >= 0; from = text.IndexOf('{', from + 1))
        {
            if (text.IndexOf('}', from) is > 0 and var to)
            {
                yield return (from, to);
                from = to;
            }
        }
    }
}
