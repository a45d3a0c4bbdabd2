namespace Klikspaan.Decoding;

/// <summary>The type of a value in a schema of Bond.</summary>
/// <param name="Type">The type itself.</param>
/// <param name="Struct">Which struct of the schema, where it is one.</param>
/// <param name="Element">The type of the elements of a list or set, or of the values of a map.</param>
/// <param name="Key">The type of the keys of a map.</param>
/// <param name="IsBonded">Whether a struct is written as a message of its own.</param>
sealed record BondTypeDef(BondType Type, int Struct = 0, BondTypeDef? Element = null, BondTypeDef? Key = null, bool IsBonded = false);
