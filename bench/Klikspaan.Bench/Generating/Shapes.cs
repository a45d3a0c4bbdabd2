using System.Globalization;

namespace Klikspaan.Bench.Generating;

/// <summary>Identifiers that nobody planted and that are known by their shape, and what looks like one and is none: a row each.</summary>
static class Shapes
{
    const string Near = "near: ";

    /// <summary>How each is made.</summary>
    static readonly (string Form, Func<Chance, string> Write)[] All =
    [
        ("guid", chance => chance.Guid()),
        ("guid, large digits", chance => chance.Guid().ToUpperInvariant()),
        ("guid in braces", chance => $"{{{chance.Guid()}}}"),
        ("e-mail", chance => $"{Letters(chance, 5)}.{Letters(chance, 7)}@{Letters(chance, 6)}.example"),
        ("e-mail with a plus", chance => $"{Letters(chance, 5)}+{Letters(chance, 3)}@mail.{Letters(chance, 6)}.example.nl"),
        ("ipv4", chance => string.Create(CultureInfo.InvariantCulture, $"203.0.113.{chance.Below(256)}")),
        ("ipv6", chance => $"2001:db8:{Group(chance)}:{Group(chance)}:{Group(chance)}:{Group(chance)}:{Group(chance)}:{Group(chance)}"),
        ("ipv6, short", chance => $"2001:db8::{Group(chance)}"),
        ("mac", chance => string.Join(':', Pairs(chance, 6))),
        ("mac, dashes and large digits", chance => string.Join('-', Pairs(chance, 6)).ToUpperInvariant()),
        (Near + "a guid with a letter that is no digit", chance => chance.Guid()[..35] + "g"),
        (Near + "a guid without its last digit", chance => chance.Guid()[..35]),
        (Near + "a guid with its dashes elsewhere", chance => chance.Guid() is var guid ? guid[..7] + guid[8..9] + guid[7..8] + guid[9..] : ""),
        (Near + "an address without a domain", chance => $"{Letters(chance, 5)}@{Letters(chance, 6)}"),
        (Near + "an address with a space", chance => $"{Letters(chance, 5)} {Letters(chance, 4)}@{Letters(chance, 6)}.example"),
        (Near + "a version of three numbers", chance => string.Create(CultureInfo.InvariantCulture, $"{chance.Below(30)}.{chance.Below(30)}.{chance.Below(9000)}")),
        (Near + "numbers beyond an address", chance => string.Create(CultureInfo.InvariantCulture, $"{chance.Between(256, 999)}.0.113.{chance.Below(256)}")),
        (Near + "a time of day", chance => string.Create(CultureInfo.InvariantCulture, $"{chance.Below(24):00}:{chance.Below(60):00}:{chance.Below(60):00}")),
        (Near + "a mac of five pairs", chance => string.Join(':', Pairs(chance, 5))),
        (Near + "a mac with two kinds of separators", chance => string.Join(':', Pairs(chance, 3)) + "-" + string.Join('-', Pairs(chance, 3))),
    ];

    /// <summary>The kind of identifier that a form is of; empty for what is none.</summary>
    public static string Kind(string form) => form.StartsWith(Near, StringComparison.Ordinal) ? "" : form.StartsWith("ip", StringComparison.Ordinal) ? "ip" : form.Split([',', ' '])[0];

    /// <summary>Each in turn.</summary>
    public static Seed Make(Chance chance, int turn)
    {
        var (form, write) = All[turn % All.Length];
        var text = write(chance);
        return new("", form, text, new(text), form.StartsWith(Near, StringComparison.Ordinal)) { IsShape = true };
    }

    static string Letters(Chance chance, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('a' + chance.Below(26))));

    static string Group(Chance chance) => "a" + chance.Hex(3);

    static IEnumerable<string> Pairs(Chance chance, int count) => Enumerable.Range(0, count).Select(_ => chance.Hex(2));
}
