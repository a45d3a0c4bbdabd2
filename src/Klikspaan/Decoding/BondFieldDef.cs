namespace Klikspaan.Decoding;

/// <summary>A field of a struct in a schema of Bond.</summary>
/// <param name="Id">The identifier, by which paths go.</param>
/// <param name="Name">The name.</param>
/// <param name="Type">The type of its value.</param>
sealed record BondFieldDef(int Id, string Name, BondTypeDef Type);
