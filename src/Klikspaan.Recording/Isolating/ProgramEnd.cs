namespace Klikspaan.Recording.Isolating;

/// <summary>How the recorded program ended.</summary>
/// <param name="Status">Its exit status; 128 and the signal's number when a signal ended it, 126 or 127 when it could not be started.</param>
/// <param name="Signal">The signal that ended it; 0 for none.</param>
/// <param name="Failure">Why it could not be started; empty when it was.</param>
sealed record ProgramEnd(int Status, int Signal, string Failure);
