namespace Klikspaan.Assessing;

/// <summary>What became of a measure for a product on a platform, as the dossier says.</summary>
public sealed record MeasureStanding
{
    /// <summary>What can become of a measure.</summary>
    public static IReadOnlyList<string> States { get; } = ["proposed", "agreed", "refused", "implemented", "verified"];

    /// <summary>Id of the measure below <c>measures/</c> of the knowledge.</summary>
    public required string Measure { get; init; }

    /// <summary>The product.</summary>
    public required string Product { get; init; }

    /// <summary>The platform; empty for all.</summary>
    public string Platform { get; init; } = "";

    /// <summary>One of <see cref="States"/>.</summary>
    public required string State { get; init; }

    /// <summary>Who is to see to it; empty when nobody was named.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Who says so.</summary>
    public required string By { get; init; }

    /// <summary>From which day on.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The capture that shows it: beginning of its SHA-256; empty for none.</summary>
    public string Capture { get; init; } = "";

    /// <summary>The document of the dossier on which it rests; empty for none.</summary>
    public string Document { get; init; } = "";

    /// <summary>The document of terms in which it stands: it counts only where these hold; empty for none.</summary>
    public string Terms { get; init; } = "";

    /// <summary>Why, or what remains to be done; may be empty.</summary>
    public string Reason { get; init; } = "";

    /// <summary>File and line.</summary>
    public required string Place { get; init; }

    /// <summary>Whether it stands in the umbrella and not in the dossier itself.</summary>
    public bool IsShared { get; init; }

    /// <summary>Whether it is about a product on a platform.</summary>
    public bool IsOf(AssessedProduct product)
    {
        ArgumentNullException.ThrowIfNull(product);
        return Product.Equals(product.Name, StringComparison.OrdinalIgnoreCase) && (Platform.Length == 0 || Platform.Equals(product.Platform, StringComparison.OrdinalIgnoreCase));
    }
}
