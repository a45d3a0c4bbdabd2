namespace Klikspaan.Decoding;

/// <summary>How far a step came before it failed, and what it wanted to see there.</summary>
/// <param name="Offset">Bytes from the start of what the step was given.</param>
/// <param name="Expected">What should have been there.</param>
public readonly record struct Failure(int Offset, string Expected);
