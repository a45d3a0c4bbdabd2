namespace Klikspaan.Packets;

/// <summary>What could not be read in bytes that were sent.</summary>
/// <param name="Offset">Where: bytes from the beginning of what was given to read, or of the stream where that is said.</param>
/// <param name="Kind">What sort of problem, for counting.</param>
/// <param name="Expected">What should have been there.</param>
/// <param name="Found">What was there, never a value in full.</param>
readonly record struct PacketProblem(long Offset, string Kind, string Expected, string Found);
