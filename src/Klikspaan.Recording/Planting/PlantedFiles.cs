namespace Klikspaan.Recording.Planting;

/// <summary>What was written for a persona, and where it belongs.</summary>
/// <param name="Home">The folder that becomes the persona's home; the work folder in it is empty, the caller fills it.</param>
/// <param name="Mounts">Files to bind, in this order; a target below the home is there once the home is.</param>
/// <param name="Repository">An invented repository, to stand in the place of one of the tester's.</param>
/// <param name="RepositoryLink">A file that leads to the persona's, to stand in the place of such a file.</param>
/// <param name="NotPlanted">What could not be planted, and so would be read from the tester's machine, in words.</param>
sealed record PlantedFiles(string Home, IReadOnlyList<PlantedMount> Mounts, string Repository, string RepositoryLink, IReadOnlyList<string> NotPlanted);
