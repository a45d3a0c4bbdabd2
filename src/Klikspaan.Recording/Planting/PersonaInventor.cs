using System.Security.Cryptography;
using Klikspaan.Knowledge;

namespace Klikspaan.Recording.Planting;

/// <summary>Invents personas.</summary>
/// <param name="parts">Of what they are made.</param>
/// <param name="below">Gives a random number from 0 to below the one given.</param>
sealed class PersonaInventor(PersonaParts parts, Func<int, int> below)
{
    // No vowels: no words come out. No digits and letters that look alike, and more than hexadecimal: no digest holds it.
    const string Letters = "bcdfghjkmnpqrstvwxz23456789";
    const string Hex = "0123456789abcdef";

    /// <summary>Invents with numbers that nobody can predict.</summary>
    public PersonaInventor(PersonaParts parts) : this(parts, RandomNumberGenerator.GetInt32)
    {
    }

    /// <summary>A persona that was not there before: more than 2^38 for each value, more than 2^24 for names.</summary>
    public Persona Invent()
    {
        var (first, surnames) = (Pick(parts.FirstNames), Shuffle(parts.Surnames));
        var user = first.ToLowerInvariant() + Random(8);
        var home = $"/home/{user}";
        return new()
        {
            User = user,
            Host = parts.Host.Replace("{random}", Random(8), StringComparison.Ordinal),
            FullName = $"{first} {Initials()} {surnames[0]}-{surnames[1]}",
            Mac = Mac(),
            MachineId = MachineId(),
            Home = home,
            WorkFolder = $"{home}/zaakdossier-{Random(8)}",
            GitName = $"{first} {Initials()} {surnames[2]}-{surnames[3]}",
            GitEmail = $"{surnames[4].ToLowerInvariant()}.{Random(4)}@{parts.MailDomain.Replace("{random}", Random(8), StringComparison.Ordinal)}",
            GitRemote = parts.GitRemote
                .Replace("{owner}", $"{surnames[5].ToLowerInvariant()}-{Random(8)}", StringComparison.Ordinal)
                .Replace("{repository}", $"register-{Random(8)}", StringComparison.Ordinal),
        };
    }

    string Random(int length) => Draw(Letters, length);

    string Draw(string alphabet, int length) => string.Create(length, alphabet, (text, from) =>
    {
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = from[below(from.Length)];
        }
    });

    string Initials() => $"{(char)('A' + below(26))}. {(char)('A' + below(26))}. {(char)('A' + below(26))}.";

    /// <summary>Second digit 2, 6, a or e: locally administered and of one machine (IEEE 802, section 8.2).</summary>
    string Mac() => $"{Draw(Hex, 1)}{Draw("26ae", 1)}:{string.Join(':', Enumerable.Range(0, 5).Select(_ => Draw(Hex, 2)))}";

    /// <summary>A random UUID without dashes, as machine-id(5) asks: version 4, variant 1.</summary>
    string MachineId() => $"{Draw(Hex, 12)}4{Draw(Hex, 3)}{Draw("89ab", 1)}{Draw(Hex, 15)}";

    string Pick(IReadOnlyList<string> from) => from[below(from.Count)];

    List<string> Shuffle(IReadOnlyList<string> from)
    {
        var rest = from.Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        for (var i = rest.Count - 1; i > 0; i--)
        {
            var other = below(i + 1);
            (rest[i], rest[other]) = (rest[other], rest[i]);
        }

        return rest;
    }
}
