namespace Klikspaan.Recording.Planting;

/// <summary>A file or folder of ours that stands in the place of one of the machine's while the program runs.</summary>
/// <param name="Source">What was written.</param>
/// <param name="Target">Where the program finds it; links are followed already, so a mount goes exactly here.</param>
sealed record PlantedMount(string Source, string Target);
