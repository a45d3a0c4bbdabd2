namespace Klikspaan.Decoding;

/// <summary>What of an exchange is looked at after the next one was decoded.</summary>
public enum Kept
{
    /// <summary>Nothing: items, layers and paths are used again.</summary>
    Nothing,

    /// <summary>The paths of its values.</summary>
    Paths,

    /// <summary>All that was decoded.</summary>
    All,
}
