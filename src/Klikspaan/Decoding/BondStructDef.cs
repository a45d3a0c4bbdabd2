namespace Klikspaan.Decoding;

/// <summary>A struct in a schema of Bond.</summary>
/// <param name="Name">The name.</param>
/// <param name="Base">The struct whose fields come before its own; null when there is none.</param>
/// <param name="Fields">Its fields, in the order in which they are written.</param>
sealed record BondStructDef(string Name, BondTypeDef? Base, IReadOnlyList<BondFieldDef> Fields);
