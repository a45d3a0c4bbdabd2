namespace Klikspaan.Knowledge;

/// <summary>What a vendor promised a customer about certain products, by one document, on certain days; read from <c>terms/</c>.</summary>
public sealed record TermsDocument
{
    /// <summary>Path below <c>terms/</c> without extension: <c>ORGANISATION/DOCUMENT@DATE</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it is called.</summary>
    public required string Title { get; init; }

    /// <summary>Whose promise it is: id below <c>recipients/</c>.</summary>
    public required string Vendor { get; init; }

    /// <summary>To whom; empty for all customers.</summary>
    public string Customer { get; init; } = "";

    /// <summary>The first day on which it held.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day; null when none is known.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Whether the text itself was read; else others describe it, and it is never quoted.</summary>
    public required bool IsRead { get; init; }

    /// <summary>Ids of documents that it takes the place of, for its customer.</summary>
    public IReadOnlyList<string> Replaces { get; init; } = [];

    /// <summary>Products that it covers.</summary>
    public IReadOnlyList<TermsScope> Covers { get; init; } = [];

    /// <summary>Products of which it is said that it does not cover them.</summary>
    public IReadOnlyList<TermsScope> Excludes { get; init; } = [];

    /// <summary>What it says of purposes.</summary>
    public IReadOnlyList<TermsPurpose> Purposes { get; init; } = [];

    /// <summary>That processing for a purpose must be proportionate, too: a second test.</summary>
    public TermsClause? Proportionality { get; init; }

    /// <summary>Roles that it gives.</summary>
    public IReadOnlyList<TermsRole> Roles { get; init; } = [];

    /// <summary>Recipients that it names.</summary>
    public IReadOnlyList<TermsRecipient> Recipients { get; init; } = [];

    /// <summary>How long data are kept.</summary>
    public TermsClause? Retention { get; init; }

    /// <summary>On what a transfer to a third country is to rest.</summary>
    public TermsClause? Transfer { get; init; }

    /// <summary>Rights to audit.</summary>
    public TermsClause? Audit { get; init; }

    /// <summary>Matters of which it is not established what it says.</summary>
    public IReadOnlyList<string> NotEstablished { get; init; } = [];

    /// <summary>Where this was learned.</summary>
    public IReadOnlyList<Source> Sources { get; init; } = [];

    /// <summary>The file in which it stands.</summary>
    public string File => $"terms/{Id}.yaml";

    /// <summary>Whether it held on a day.</summary>
    public bool IsInForce(DateOnly day) => day >= From && (To is null || day <= To);

    /// <summary>Whether it held on a day on which another did.</summary>
    public bool Meets(TermsDocument other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (To is null || other.From <= To) && (other.To is null || From <= other.To);
    }
}
