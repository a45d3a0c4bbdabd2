namespace Klikspaan.Store;

/// <summary>A value with the form of a digest, and what explains it.</summary>
/// <param name="Key">The digits, host and field.</param>
/// <param name="Text">The value as it is shown.</param>
/// <param name="Explained">How it is explained: <c>planted</c>, <c>reversible</c>, <c>salted</c>; <c>not explained</c>.</param>
/// <param name="Of">Label of the planted value, or the word.</param>
/// <param name="Form">The digest and the spelling.</param>
/// <param name="By">The set of words, or the field that holds the salt; empty for neither.</param>
/// <param name="ChanceBits">It would be so by accident once in 2 to this power; null where nothing explains it.</param>
/// <param name="First">Where it stands first.</param>
sealed record DigestRow(DigestKey Key, string Text, string Explained, string Of, string Form, string By, int? ChanceBits, Locator First)
{
    public const string NotExplained = "not explained", Planted = "planted", Reversible = "reversible", Salted = "salted";

    /// <summary>In how many requests.</summary>
    public long Requests { get; set; }

    /// <summary>SHA-256 of the captures.</summary>
    public SortedSet<string> Captures { get; } = new(StringComparer.Ordinal);

    /// <summary>The same with what was counted of it before it was explained.</summary>
    public DigestRow With(DigestRow before)
    {
        Requests += before.Requests;
        Captures.UnionWith(before.Captures);
        return this;
    }
}
