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

        # A file that says which addresses are in which country, if you have one: in MaxMind DB format, or lines of first address, last address, country.
        # It is asked in place; nothing is looked up on the network. name and date are for files that do not tell their own.
        #ip_database: /usr/share/ip/country.mmdb
        #ip_database_name: ""
        #ip_database_date: 2026-11-30

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

        # What 'klikspaan assess' is to judge: products, each on one platform, as 'product' and 'platform' of their captures say (import --meta).
        # customer: the name of a customer in terms/ of the knowledge, where it has terms of its own
        # matrix: how levels of risk are read (rijksmodel, ico, cnil); own_hosts: hosts of the customer itself
        #customer: my-organisation
        #matrix: rijksmodel
        # umbrella: a dossier of others on whose assessment this one stands, as ../umbrella
        #products:
        #  - product: Name of the program
        #    platform: windows
        #    vendor: its-maker
        #    version: "1.2"

        """;

    /// <summary>Name of the investigation; may be empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>Path of the IP database that the user supplies, from the dossier's folder; empty when there is none.</summary>
    public string IpDatabase { get; init; } = "";

    /// <summary>What a person calls it; empty where it names itself, or its file does.</summary>
    public string IpDatabaseName { get; init; } = "";

    /// <summary>Of which day a person says that it is; empty where the file says so itself, or nobody did.</summary>
    public string IpDatabaseDate { get; init; } = "";

    /// <summary>The planted values.</summary>
    public IReadOnlyList<PlantedValue> Planted { get; init; } = [];

    /// <summary>The customer, as <c>terms/</c> of the knowledge names it; empty for one without terms of its own.</summary>
    public string Customer { get; init; } = "";

    /// <summary>Id of the matrix that levels of risk are read from; empty for the first.</summary>
    public string Matrix { get; init; } = "";

    /// <summary>Hosts of the customer itself.</summary>
    public IReadOnlyList<string> OwnHosts { get; init; } = [];

    /// <summary>The products to assess.</summary>
    public IReadOnlyList<AssessedProductFile> Products { get; init; } = [];

    /// <summary>The dossier on whose assessment this one stands: a path from the folder of this one, with forward slashes; empty for none.</summary>
    public string Umbrella { get; init; } = "";

    /// <summary>What was seen of the umbrella when people last looked at it, by part; empty when that is not written down.</summary>
    public UmbrellaState UmbrellaSeen { get; init; } = UmbrellaState.None;

    /// <summary>A mistake at a key of the file, for what is only known later.</summary>
    internal Func<string, string, KnowledgeProblem> Problem { get; init; } = (_, message) => new(Dossier.FileName, 1, 1, message);

    /// <summary>Reads the file; all mistakes at once.</summary>
    public static DossierFile Read(ReadOnlyMemory<byte> bytes)
    {
        var problems = new List<KnowledgeProblem>();
        var file = Read(bytes, Dossier.FileName, problems);
        return file is null ? throw new DossierException("dossier.yaml cannot be read", problems)
            : problems.Count == 0 ? file
            : throw new DossierException("dossier.yaml has mistakes", problems);
    }

    /// <summary>Reads the file; null, and a problem, when it is no YAML.</summary>
    /// <param name="bytes">Its contents.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <param name="problems">All mistakes are added to it.</param>
    internal static DossierFile? Read(ReadOnlyMemory<byte> bytes, string name, List<KnowledgeProblem> problems)
    {
        if (YamlFile.Read(new(name, bytes), problems) is not { } map)
        {
            return null;
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

        var file = new DossierFile
        {
            Name = map.Optional("name"),
            IpDatabase = map.Optional("ip_database"),
            IpDatabaseName = map.Optional("ip_database_name"),
            IpDatabaseDate = map.Optional("ip_database_date"),
            Planted = PlantedList.Read(map),
            Customer = map.Optional("customer"),
            Matrix = map.Optional("matrix"),
            OwnHosts = map.Texts("own_hosts"),
            Products = AssessedProductFile.Read(map),
            Umbrella = map.Optional("umbrella"),
            UmbrellaSeen = UmbrellaState.Read(map),
            Problem = map.Problem,
        };
        if (file.IpDatabaseDate.Length > 0 && !DateOnly.TryParseExact(file.IpDatabaseDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            map.Report("ip_database_date", "'ip_database_date' must be a day such as 2026-11-30");
        }

        if (file.Umbrella.Length > 0 && !UmbrellaFolder.IsPath(file.Umbrella))
        {
            map.Report("umbrella", "'umbrella' must be a path from the folder of this dossier to that of another one, with forward slashes, as ../umbrella");
        }

        map.Done();
        return file;
    }
}
