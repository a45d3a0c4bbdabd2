namespace Klikspaan.Packets;

/// <summary>A name or a value of a header field, and where it was sent; one that a table repeats, where it was sent first.</summary>
/// <param name="Bytes">The text.</param>
/// <param name="Place">Where it was sent, counted from what the caller named as the beginning of its block.</param>
/// <param name="Form">What stands there.</param>
readonly record struct HpackText(ReadOnlyMemory<byte> Bytes, BytePlace Place, HpackForm Form);
