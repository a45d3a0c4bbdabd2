using System.Globalization;
using Klikspaan.Knowledge;

namespace Klikspaan.Store;

/// <summary>What <c>dossier.yaml</c> says.</summary>
public sealed record DossierFile
{
    /// <summary>The version of the dossier's layout that this program writes and the newest that it reads.</summary>
    public const int CurrentVersion = 1;

    /// <summary>What a new dossier starts with.</summary>
    public const string Template = """
        # A Klikspaan dossier. Edit this file freely; captures/, manifest.jsonl and index/ are kept by the program.
        version: 1

        # What this investigation is called in reports.
        name: ""

        # Values that were put into the device or document on purpose, to see where they go.
        # Give each a label; tables show the label, not the value. At least 6 bytes each;
        # one of 2 to 5 bytes needs context: [names of fields], and is looked for as the whole value of such fields alone.
        # kind: user, host, mac, email, guid, phone, iban, git-remote, name, text (by its kind a value is also searched in other spellings)
        # list: art-9, art-10 or art-87 where it stands for special categories, criminal offences or national numbers (articles of the GDPR)
        # Take the # away from the lines below, and put your own values there:
        #planted:
        #  - label: host
        #    value: werkplek-0042
        #    kind: host

        """;

    /// <summary>Name of the investigation; may be empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>The planted values.</summary>
    public IReadOnlyList<PlantedValue> Planted { get; init; } = [];

    /// <summary>Reads the file; all mistakes at once.</summary>
    public static DossierFile Read(ReadOnlyMemory<byte> bytes)
    {
        var problems = new List<KnowledgeProblem>();
        var map = YamlFile.Read(new("dossier.yaml", bytes), problems);
        if (map is null)
        {
            throw new DossierException("dossier.yaml cannot be read", problems);
        }

        var version = map.Required("version");
        if (int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > CurrentVersion)
        {
            throw new DossierException($"this dossier has layout version {number}; this program reads up to {CurrentVersion}: use a newer Klikspaan");
        }

        if (number != CurrentVersion)
        {
            map.Report("version", $"'version' must be {CurrentVersion}");
        }

        var file = new DossierFile { Name = map.Optional("name"), Planted = PlantedList.Read(map) };
        map.Done();
        return problems.Count == 0 ? file : throw new DossierException("dossier.yaml has mistakes", problems);
    }
}
