namespace Klikspaan.Knowledge;

/// <summary>A kind of data in the vocabulary of <c>categories.yaml</c>.</summary>
/// <param name="Id">Id in all files and outputs.</param>
/// <param name="Name">Name in words.</param>
/// <param name="Kind">Kind in the Rijksmodel if it is personal data, which is a person's judgement: <c>gewoon</c>, <c>gevoelig</c>, ...; empty for data of the protocol itself.</param>
/// <param name="IsSecret">Whether values are credentials, masked in every output by default.</param>
public sealed record Category(string Id, string Name, string Kind, bool IsSecret)
{
    internal const string Special = "bijzonder", Offences = "strafrechtelijk", National = "nationaal identificatienummer";

    static readonly string[] Kinds = ["", "gewoon", "gevoelig", Special, Offences, National];

    /// <summary>Whether it is of one of the three lists of articles 9, 10 and 87 GDPR: what a rule says of it needs to be confirmed, whatever was measured.</summary>
    public bool IsListed => Kind is Special or Offences or National;

    /// <summary>The properties of TrackHAR that come nearest to it.</summary>
    public IReadOnlyList<string> TrackHar { get; init; } = [];

    internal static Category Read(YamlMap map)
    {
        var category = new Category(map.Required("id"), map.Required("name"), map.Optional("kind"), map.Flag("secret"));
        if (!Kinds.Contains(category.Kind))
        {
            map.Report("kind", $"'kind' must be one of {string.Join(", ", Kinds.Skip(1))}");
        }

        map.Required("about");
        if (map.Map("crosswalk") is { } crosswalk)
        {
            category = category with { TrackHar = crosswalk.Texts("trackhar") };
            crosswalk.Optional("rijksmodel");
            crosswalk.Done();
        }

        map.Done();
        return category;
    }
}
