namespace Klikspaan.Bench.Generating;

/// <summary>The 85 values that are planted, and as many like them that are not. All invented; none is part of another.</summary>
static class PlantedValues
{
    static readonly string[] Given = ["Aaltje", "Bauke", "Cornelia", "Dirk-Jan", "Eefje", "Folkert", "Griet", "Hylke", "Imke", "Jorrit", "Zoë", "Lútsen"];
    static readonly string[] Family = ["Wierstra", "Holtkamp", "Nijdam", "Spanjer", "Tuinhof", "Ravesloot", "Ouwerling", "Kramswijk", "Beekhorst", "Dallinga", "Brêgeman", "Fluitman"];
    static readonly string[] OtherGiven = ["Maaike", "Niels", "Oeds", "Petronella", "Quirijn", "Reinou", "Sietske", "Tjalling", "Ubel", "Vrouwkje", "Wobbe", "Yfke"];

    static readonly string[] Titles =
    [
        "Verzuimgesprek \"Grutto\" concept 3", "Klacht over R&D <vertrouwelijk>", "Jaarplan Zilvermeeuw 2031", "Functioneren Førde, tweede ronde",
        "Besluit \"B&W\" over de Reigerdijk", "Zorgplan groep 7 Boomklever", "Onderzoek naar de Gierzwaluw & co", "Ontslagbrief Tureluur (kopie)",
        "Aangifte 'Kwartelkoning' bijlage 4", "Notulen Ölhafen d.d. 11 juni", "Salarisvoorstel Wespendief", "Medisch advies Blauwborst 19",
    ];

    static readonly string[] OtherTitles =
    [
        "Verzuimgesprek \"Kievit\" concept 8", "Klacht over P&O <intern gebruik>", "Jaarplan Stormvogel 2033", "Functioneren Ålesund, derde ronde",
        "Besluit \"A&B\" over de Lepelaarweg", "Zorgplan groep 5 Boomkruiper", "Onderzoek naar de Huiszwaluw & zn", "Ontslagbrief Steenloper (kopie)",
        "Aangifte 'Waterral' bijlage 6", "Notulen Ängelholm d.d. 14 mei", "Salarisvoorstel Kiekendief", "Medisch advies Roodborst 27",
    ];

    static readonly string[] Works = ["zilvermeeuw", "wespendief", "boomklever", "tureluur"];
    static readonly string[] OtherWorks = ["stormvogel", "kiekendief", "boomkruiper", "steenloper"];

    /// <summary>What is searched for.</summary>
    public static IReadOnlyList<Planted> All { get; } = [.. Make(Given, Titles, Works, "kw", 17)];

    /// <summary>The same kinds of values, of others: nobody planted them.</summary>
    public static IReadOnlyList<Planted> Others { get; } = [.. Make(OtherGiven, OtherTitles, OtherWorks, "vb", 53)];

    static IEnumerable<Planted> Make(string[] given, string[] titles, string[] works, string mark, ulong seed)
    {
        var chance = new Chance(seed);
        IEnumerable<Planted> Numbered(string label, int count, string kind, Func<int, string> text) =>
            Enumerable.Range(0, count).Select(i => new Planted($"{label}-{i + 1:00}", text(i), kind));

        string Person(int i) => $"{given[i]}.{Family[(i * 5 + given[0].Length) % 12]}".ToLowerInvariant();
        return
        [
            .. Numbered("name", 12, "name", i => $"{given[i]} {Family[(i * 7 + given[0].Length) % 12]}"),
            .. Numbered("email", 12, "email", i => $"{Person(i)}@post-{mark}{i:00}.example"),
            .. Numbered("account", 12, "user", i => $"DOMEIN-{mark.ToUpperInvariant()}\\{Family[i][..4].ToLowerInvariant()}{chance.Between(10000, 99999)}"),
            .. Numbered("title", 12, "text", i => titles[i]),
            .. Numbered("device", 13, "host", i => $"WERKPLEK-{mark.ToUpperInvariant()}{chance.Between(100000, 999999)}"),
            .. Numbered("phone", 5, "text", _ => $"+999{chance.Between(10000, 99999)}{chance.Between(1000, 9999)}"),
            .. Numbered("iban", 4, "text", i => $"NL{31 + i}KLKS{chance.Between(10000, 99999)}{chance.Between(10000, 99999)}"),
            .. Numbered("guid", 5, "text", _ => chance.Guid()),
            .. Numbered("mac", 6, "mac", _ => string.Join(':', chance.Hex(10).Chunk(2).Select(d => new string(d)).Prepend("02"))),
            .. Numbered("remote", 4, "git-remote", i => $"git-{mark}.werk.example/ploeg/{works[i]}"),
        ];
    }
}
