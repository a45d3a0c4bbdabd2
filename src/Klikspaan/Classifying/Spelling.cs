using System.Text;

namespace Klikspaan.Classifying;

/// <summary>A way in which programs spell a planted value before they encode it.</summary>
/// <param name="Name">Its names, with commas between; empty for as it was planted.</param>
/// <param name="Bytes">The value so spelled.</param>
sealed record Spelling(string Name, byte[] Bytes)
{
    /// <summary>The same in UTF-16, as programs of Windows have it in memory when they take its digest.</summary>
    public Spelling InUtf16() => new(Join(Name, "UTF-16"), Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(Bytes)));

    /// <summary>The spellings of a value: as planted, trimmed, in one case, and what its kind allows.</summary>
    public static IReadOnlyList<Spelling> Of(PlantedValue planted)
    {
        List<(string Name, string Text)> texts = [("", planted.Value), .. OfKind(planted)];
        foreach (var (name, text) in texts.ToList())
        {
            texts.Add((Join(name, "trimmed"), text.Trim()));
        }

        foreach (var (name, text) in texts.ToList())
        {
            texts.Add((Join(name, "lower case"), text.ToLowerInvariant()));
            texts.Add((Join(name, "upper case"), text.ToUpperInvariant()));
        }

        return [.. texts.Where(t => PlantedSearch.IsLongEnough(t.Text)).DistinctBy(t => t.Text).Select(t => new Spelling(t.Name, Encoding.UTF8.GetBytes(t.Text)))];
    }

    static IEnumerable<(string Name, string Text)> OfKind(PlantedValue planted)
    {
        var value = planted.Value;
        switch (planted.Kind)
        {
            case "mac":
                var digits = Without(value, ":-.");
                return [("without separators", digits), ("with dashes", string.Join('-', digits.Chunk(2).Select(c => new string(c)))), ("with colons", string.Join(':', digits.Chunk(2).Select(c => new string(c))))];
            case "guid":
                return Guid.TryParse(value, out var guid) ? [("without separators", guid.ToString("N")), ("with dashes", guid.ToString("D")), ("in braces", guid.ToString("B"))] : [];
            case "phone":
                var number = Without(value, " -./()");
                return number.StartsWith('+') ? [("without separators", number), ("without plus", number[1..]), ("with 00", "00" + number[1..])] : [("without separators", number)];
            case "bsn" when Without(value, " .-") is { Length: 9 } bsn:
                return [("without separators", bsn), .. Grouped(bsn, ".", "with dots"), .. Grouped(bsn, " ", "with spaces"), .. Grouped(bsn, "-", "with dashes")];
            case "iban":
                return [("without separators", Without(value, " -"))];
            case "document-title" or "file-name" or "e-mail-subject" or "search-term":
                // Programs cut titles into words; the invented word in one is found by itself, too.
                return PlantedValue.UniquePart(value) is { Length: > 0 } part ? [("unique part", part)] : [];
            case "git-remote":
                return [("joined by #", value.Replace('/', '#')), ("with https and .git", $"https://{value}.git"), ("with https", $"https://{value}"), .. Remote(value)];
            default:
                return [];
        }
    }

    /// <summary>Nine digits in the groups in which they are written down.</summary>
    static (string Name, string Text)[] Grouped(string digits, string by, string name) =>
        [(name, string.Join(by, digits[..4], digits[4..6], digits[6..])), (name, string.Join(by, digits[..3], digits[3..6], digits[6..]))];

    /// <summary>The same repository, as one logs in to it: the host and the path with a colon between.</summary>
    static IEnumerable<(string Name, string Text)> Remote(string value)
    {
        var slash = value.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 ? [("with git@ and .git", $"git@{value[..slash]}:{value[(slash + 1)..]}.git")] : [];
    }

    /// <summary>What is no more than a part of a value, and so is looked for by its digest only: by itself it can be an ordinary word. Of an e-mail address what stands on either side of the @.</summary>
    public static IEnumerable<Spelling> Parts(PlantedValue planted)
    {
        var at = planted.Kind == "email" ? planted.Value.LastIndexOf('@') : -1;
        (string Name, string Text)[] parts = at <= 0 ? [] :
        [
            ("local part", planted.Value[..at]), ("local part, lower case", planted.Value[..at].ToLowerInvariant()), ("domain", planted.Value[(at + 1)..].ToLowerInvariant()),
        ];
        return parts.Where(p => PlantedSearch.IsLongEnough(p.Text)).DistinctBy(p => p.Text).Select(p => new Spelling(p.Name, Encoding.UTF8.GetBytes(p.Text)));
    }

    /// <summary>What a GUID or a MAC address is when it is not written down in characters: its bytes; those of a GUID in both orders that are in use.</summary>
    public static IEnumerable<Spelling> InBytes(PlantedValue planted) => planted.Kind switch
    {
        "guid" when Guid.TryParse(planted.Value, out var guid) => [new("in bytes", guid.ToByteArray(bigEndian: true)), new("in bytes of Windows", guid.ToByteArray())],
        "mac" when Without(planted.Value, ":-.") is { Length: 12 } digits && digits.All(char.IsAsciiHexDigit) => [new("in bytes", Convert.FromHexString(digits))],
        _ => [],
    };

    static string Without(string value, string separators) => string.Concat(value.Where(c => !separators.Contains(c, StringComparison.Ordinal)));

    static string Join(string left, string right) => left.Length == 0 ? right : $"{left}, {right}";
}
