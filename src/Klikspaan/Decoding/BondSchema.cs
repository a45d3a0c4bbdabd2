namespace Klikspaan.Decoding;

/// <summary>A schema of Bond, without which Simple Binary cannot be read.</summary>
/// <param name="Structs">Its structs; types name them by their position.</param>
/// <param name="Root">The type of a message.</param>
sealed record BondSchema(IReadOnlyList<BondStructDef> Structs, BondTypeDef Root);
