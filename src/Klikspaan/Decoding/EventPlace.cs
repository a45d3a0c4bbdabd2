using Klikspaan.Knowledge;

namespace Klikspaan.Decoding;

/// <summary>A place where events of a protocol can stand.</summary>
/// <param name="Each">The pattern that says where.</param>
/// <param name="Kinds">The kinds of events that can stand there, in the order of the file.</param>
/// <param name="Pointers">What their conditions look at, each once: kinds are mostly told apart by the same field.</param>
sealed record EventPlace(PathPattern Each, PlacedKind[] Kinds, string[] Pointers);
