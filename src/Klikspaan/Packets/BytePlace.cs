namespace Klikspaan.Packets;

/// <summary>Where a value stands in bytes that were sent.</summary>
/// <param name="Offset">Bytes from the beginning of what was given to read, or of the stream where that is said.</param>
/// <param name="Length">How many bytes; where other bytes stand between its pieces, with these.</param>
/// <param name="IsWhole">Whether the value stands there in one piece.</param>
readonly record struct BytePlace(long Offset, int Length, bool IsWhole = true);
