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

    /// <summary>The kinds that can be invented, with where each is put when nothing else is said.</summary>
    public static IReadOnlyDictionary<string, string> Kinds { get; } = new OrderedDictionary<string, string>
    {
        ["document-title"] = "as the title, at the top of the document",
        ["file-name"] = "as the name under which it is saved",
        ["e-mail-subject"] = "as the subject of the message",
        ["search-term"] = "in the search field of the product",
        ["word"] = "in the text; then look this word up (translate, define, check its spelling)",
    };

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
            _ => throw new ArgumentException($"a value of the kind '{kind}' cannot be invented; kinds are {string.Join(", ", Kinds.Keys)}; or give a value", nameof(kind)),
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
