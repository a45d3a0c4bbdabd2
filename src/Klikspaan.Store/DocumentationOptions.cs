namespace Klikspaan.Store;

/// <summary>What a person says of a vendor's list when it is taken in; what is left out is taken from the page, where that says it.</summary>
public sealed record DocumentationOptions
{
    /// <summary>Who published it.</summary>
    public string Vendor { get; init; } = "";

    /// <summary>The product that it is about.</summary>
    public string Product { get; init; } = "";

    /// <summary>The edition or version of the product.</summary>
    public string Edition { get; init; } = "";

    /// <summary>The day of the edition of the page.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>The level at which its events are sent.</summary>
    public string Level { get; init; } = "";

    /// <summary>Address from which the file came.</summary>
    public string Url { get; init; } = "";

    /// <summary>Protocols in which its events are sent.</summary>
    public IReadOnlyList<string> Protocols { get; init; } = [];
}
