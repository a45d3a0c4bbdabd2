using System.Security.Cryptography;
using System.Text;

namespace Klikspaan.Store;

/// <summary>Invents what a tester puts in: words that are likely in an office, and an invented word that is in no other value.</summary>
/// <param name="below">Gives a number from 0 to below the one given.</param>
public sealed class PlanInventor(Func<int, int> below)
{
    // No vowels: no words and no names come out. No letters that look alike on paper.
    const string Letters = "bcdfghjkmnpqrstvwxz";
    const int UniqueLetters = 10;
    static readonly string[] Subjects = ["begroting", "verbouwing", "jaarplan", "rooster", "verhuizing", "inkoop", "vergadering", "onderhoud", "training", "planning"];
    static readonly string[] Documents = ["notitie", "verslag", "overzicht", "concept", "draft", "memo", "agenda", "summary"];

    /// <summary>The kinds that are invented where nothing else is asked for.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["document-title", "file-name", "e-mail-subject", "search-term", "word"];

    /// <summary>
    /// Kinds on the lists of articles 9 and 10 GDPR, which are invented only where they are asked for. A number of article 87 is not: each that has the form of one can be somebody's.
    /// </summary>
    public static IReadOnlyList<string> SpecialKinds { get; } = ["health", "offence"];

    /// <summary>A value of a kind; <see cref="ArgumentException"/> for a kind that cannot be invented.</summary>
    public string Invent(string kind)
    {
        var (document, subject, unique) = (Pick(Documents), Pick(Subjects), Token());
        return kind switch
        {
            "document-title" => $"{char.ToUpperInvariant(document[0])}{document[1..]} {subject} {unique}",
            "file-name" => $"{document}-{subject}-{unique}",
            "e-mail-subject" => $"Vraag over {subject} {unique}",
            "search-term" => $"{subject} {unique}",
            "word" => unique,
            "health" => $"Ziekmelding wegens {unique}",
            "offence" => $"Veroordeeld wegens {unique}",
            _ => throw new ArgumentException($"a value of the kind '{kind}' cannot be invented; kinds are {string.Join(", ", Kinds.Concat(SpecialKinds))}; or give a value", nameof(kind)),
        };
    }

    /// <summary>Ten letters, one of more than 2^42.</summary>
    public string Token() => string.Create(UniqueLetters, below, (text, next) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = Letters[next(Letters.Length)];
        }
    });

    /// <summary>Numbers that follow from a text, so that the same plan can be printed again; whoever knows the text knows them.</summary>
    public static Func<int, int> Seeded(string seed)
    {
        var (count, rest) = (0L, new Queue<byte>());
        return below =>
        {
            if (rest.Count < sizeof(uint))
            {
                rest = new(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{count++}\n{seed}"))));
            }

            var number = 0u;
            for (var i = 0; i < sizeof(uint); i++)
            {
                number = (number << 8) | rest.Dequeue();
            }

            return (int)(number % (uint)below);
        };
    }

    string Pick(string[] from) => from[below(from.Length)];
}
