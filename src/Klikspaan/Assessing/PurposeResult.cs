namespace Klikspaan.Assessing;

/// <summary>What terms say of the purpose that documentation gives for an event.</summary>
public enum PurposeResult
{
    /// <summary>No documentation gives a purpose, or no terms hold, or what they say of purposes is not known.</summary>
    NotEstablished,

    /// <summary>It is authorised.</summary>
    Authorised,

    /// <summary>It is prohibited.</summary>
    Prohibited,

    /// <summary>The vendor itself decides whether it belongs to what is authorised.</summary>
    OpenEnded,

    /// <summary>It is neither among the purposes that are authorised nor among those that are prohibited; whether it is covered is for a person to judge.</summary>
    NotNamed,
}
