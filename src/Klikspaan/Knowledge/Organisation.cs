namespace Klikspaan.Knowledge;

/// <summary>A legal entity: the hosts that it operates and the keys under which others collect for it.</summary>
/// <param name="Id">Name of the file without extension, below <c>recipients/</c>.</param>
/// <param name="Name">The legal entity.</param>
/// <param name="Country">Country of its establishment (ISO 3166); empty when not established.</param>
/// <param name="Domains">Domains that it operates, and the source that says so.</param>
/// <param name="Keys">Keys that stand in its own software, and the source that says so.</param>
/// <param name="Sources">Where this was learned.</param>
public sealed record Organisation(
    string Id, string Name, string Country, IReadOnlyList<OperatedDomain> Domains, IReadOnlyList<AccountKey> Keys, IReadOnlyList<Source> Sources)
{
    /// <summary>Legal entities in relation to it: contracting, operating, ultimate parent; none where nothing is established.</summary>
    public IReadOnlyList<RelatedEntity> Entities { get; init; } = [];

    /// <summary>Its name by language tag, where that is another.</summary>
    public IReadOnlyDictionary<string, YamlText> Names { get; init; } = new Dictionary<string, YamlText>();
}

/// <summary>A domain that an organisation operates.</summary>
/// <param name="Domain">The domain; its subdomains are meant too.</param>
/// <param name="Service">What it is for; may be empty.</param>
/// <param name="Source">The source that says so.</param>
public sealed record OperatedDomain(string Domain, string Service, Source Source);

/// <summary>A key that shows on whose behalf a service collects.</summary>
/// <param name="Protocol">Id of the protocol file in which it is a key.</param>
/// <param name="Key">The key as sent.</param>
/// <param name="Product">The product that carries it; may be empty.</param>
/// <param name="Source">The source that says so.</param>
public sealed record AccountKey(string Protocol, string Key, string Product, Source Source, long Line);
