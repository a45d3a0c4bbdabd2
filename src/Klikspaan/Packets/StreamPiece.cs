namespace Klikspaan.Packets;

/// <summary>Where bytes of a stream came from.</summary>
/// <param name="At">Place of the first one in the stream.</param>
/// <param name="Length">How many.</param>
/// <param name="PayloadAt">Where they stand in the file; -1 when they were put together.</param>
/// <param name="Offset">Where the first block that they stand in begins.</param>
/// <param name="End">Where the last block ends.</param>
/// <param name="Time">When the last of these was captured.</param>
readonly record struct StreamPiece(long At, int Length, long PayloadAt, long Offset, long End, DateTimeOffset? Time);
