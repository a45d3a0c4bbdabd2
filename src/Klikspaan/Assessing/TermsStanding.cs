namespace Klikspaan.Assessing;

/// <summary>Whether terms hold for a product.</summary>
public enum TermsStanding
{
    /// <summary>Product, platform, vendor or day are not known, or there is no file of terms of this vendor.</summary>
    NotEstablished,

    /// <summary>A document in force covers it.</summary>
    Covered,

    /// <summary>A document in force is said not to cover it, and no other does.</summary>
    Excluded,

    /// <summary>There are documents in force, and none of them names it.</summary>
    NotNamed,
}
