using Klikspaan.Knowledge;

namespace Klikspaan.Decoding;

/// <summary>A kind of event that can stand at a place.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Having">Its conditions: the number of a pointer among those of the place, and the value that must stand there.</param>
/// <param name="Tested">Its entries for which the shape of a path is not enough; null when there are none.</param>
sealed record PlacedKind(EventKind Kind, (int Pointer, string? Value)[] Having, TestedEntries? Tested);
