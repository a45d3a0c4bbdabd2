using Klikspaan.Recording.Planting;

namespace Klikspaan.Recording.Trusting;

/// <summary>What makes programs trust the recording's authority.</summary>
/// <param name="Variables">Environment variables.</param>
/// <param name="Mounts">Files to bind over those of the machine.</param>
/// <param name="NotPlanted">Where trust could not be planted, in words.</param>
sealed record Trust(IReadOnlyDictionary<string, string> Variables, IReadOnlyList<PlantedMount> Mounts, IReadOnlyList<string> NotPlanted);
