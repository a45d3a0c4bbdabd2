namespace Klikspaan.Knowledge;

/// <summary>What a document says of a purpose.</summary>
public enum PurposeStanding
{
    /// <summary>Data may be processed for it.</summary>
    Authorised,

    /// <summary>Data may not be processed for it.</summary>
    Prohibited,

    /// <summary>Data may be processed for it, and what it comprises is left to the vendor.</summary>
    OpenEnded,
}
