namespace Klikspaan.Assessing;

/// <summary>As what the documents in force name a recipient; says nothing of its role in law, which a person judges.</summary>
public enum RecipientResult
{
    /// <summary>Who operates the host is not established, or which terms hold.</summary>
    NotEstablished,

    /// <summary>The vendor whose terms they are.</summary>
    Vendor,

    /// <summary>The vendor of a product for which no terms hold.</summary>
    VendorWithoutTerms,

    /// <summary>Named as a sub-processor.</summary>
    Named,

    /// <summary>Named with terms of its own.</summary>
    OwnTerms,

    /// <summary>Named in no document in force for the product.</summary>
    NotNamed,

    /// <summary>The customer's own host.</summary>
    Own,
}
