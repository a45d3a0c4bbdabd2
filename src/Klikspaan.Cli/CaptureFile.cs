namespace Klikspaan.Cli;

/// <summary>A file that import takes in.</summary>
/// <param name="Path">Where it is now.</param>
/// <param name="Name">The name that it had where it came from, behind that of the folder or archive.</param>
/// <param name="IsUnpacked">Whether it was unpacked for this, and goes when it was taken in.</param>
/// <param name="IsAsked">Whether it was named itself, and not what it was in.</param>
sealed record CaptureFile(string Path, string Name, bool IsUnpacked, bool IsAsked);
