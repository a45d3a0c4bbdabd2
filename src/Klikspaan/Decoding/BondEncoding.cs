namespace Klikspaan.Decoding;

/// <summary>The ways in which Bond writes a struct down.</summary>
enum BondEncoding
{
    /// <summary>Compact Binary, version 1: tagged, with varints.</summary>
    Compact,

    /// <summary>Compact Binary, version 2: each struct has its length, short lists have their count with their type.</summary>
    Compact2,

    /// <summary>Fast Binary: tagged, with numbers of a fixed width.</summary>
    Fast,

    /// <summary>Simple Binary, version 1: without tags, with counts of four bytes.</summary>
    Simple,

    /// <summary>Simple Binary, version 2: without tags, with counts as varints.</summary>
    Simple2,
}
