namespace Klikspaan.Packets;

/// <summary>Where a piece of something was sent that came in several: a header block in frames, a handshake in records.</summary>
/// <param name="At">Where the piece begins in what the pieces make.</param>
/// <param name="Offset">Where it was sent.</param>
readonly record struct SentPiece(int At, long Offset);
