using System.Text;

namespace Klikspaan.Classifying;

/// <summary>A way in which programs spell a planted value before they encode it.</summary>
/// <param name="Name">Its names, with commas between; empty for as it was planted.</param>
/// <param name="Bytes">The value so spelled.</param>
/// <param name="IsText">Whether these are characters.</param>
sealed record Spelling(string Name, byte[] Bytes, bool IsText = true)
{
    /// <summary>The same with a further name.</summary>
    public Spelling And(string name) => this with { Name = Join(Name, name) };

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

        return [.. texts.Where(t => PlantedSearch.IsLongEnough(t.Text)).DistinctBy(t => t.Text).Select(t => new Spelling(t.Name, Encoding.UTF8.GetBytes(t.Text))), .. AsBytes(planted)];
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
            case "email":
                var at = value.LastIndexOf('@');
                return at > 0 ? [("local part", value[..at]), ("domain", value[(at + 1)..])] : [];
            case "phone":
                var number = Without(value, " -./()");
                return number.StartsWith('+') ? [("without separators", number), ("without plus", number[1..]), ("with 00", "00" + number[1..])] : [("without separators", number)];
            case "iban":
                return [("without separators", Without(value, " -"))];
            case "git-remote":
                return [("joined by #", value.Replace('/', '#')), ("with https and .git", $"https://{value}.git"), ("with https", $"https://{value}"), .. Remote(value)];
            default:
                return [];
        }
    }

    /// <summary>The same repository, as one logs in to it: the host and the path with a colon between.</summary>
    static IEnumerable<(string Name, string Text)> Remote(string value)
    {
        var slash = value.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 ? [("with git@ and .git", $"git@{value[..slash]}:{value[(slash + 1)..]}.git")] : [];
    }

    /// <summary>What a value is when it is not written down in characters.</summary>
    static IEnumerable<Spelling> AsBytes(PlantedValue planted)
    {
        switch (planted.Kind)
        {
            case "guid" when Guid.TryParse(planted.Value, out var guid):
                return [new("in bytes", guid.ToByteArray(bigEndian: true), IsText: false), new("in bytes of Windows", guid.ToByteArray(), IsText: false)];
            case "mac" when Without(planted.Value, ":-.") is { Length: 12 } digits && digits.All(char.IsAsciiHexDigit):
                return [new("in bytes", Convert.FromHexString(digits), IsText: false)];
            default:
                return [];
        }
    }

    static string Without(string value, string separators) => string.Concat(value.Where(c => !separators.Contains(c, StringComparison.Ordinal)));

    static string Join(string left, string right) => left.Length == 0 ? right : $"{left}, {right}";
}
