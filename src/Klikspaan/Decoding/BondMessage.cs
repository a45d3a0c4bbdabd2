namespace Klikspaan.Decoding;

/// <summary>Bytes of a layer that are structs of Bond.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="From">Where they begin in it.</param>
/// <param name="Length">How many they are.</param>
/// <param name="Encoding">How they are written.</param>
/// <param name="Type">Which struct of the schema it is, where the bytes do not say; else null.</param>
readonly record struct BondMessage(Layer Layer, int From, int Length, BondEncoding Encoding, BondTypeDef? Type);
