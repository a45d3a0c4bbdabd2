namespace Klikspaan.Decoding;

/// <summary>The first bytes of a value of CBOR or MessagePack.</summary>
/// <param name="Kind">What it begins.</param>
/// <param name="Size">How many bytes it has.</param>
/// <param name="Count">Bytes, elements or pairs that follow.</param>
/// <param name="Step">The transform from the head to the text of its value.</param>
/// <param name="IsNull">Whether the value is that of nothing.</param>
/// <param name="IsIndefinite">Whether what follows has no count, but an end.</param>
readonly record struct Head(HeadKind Kind, int Size, ulong Count = 0, string Step = "", bool IsNull = false, bool IsIndefinite = false);
