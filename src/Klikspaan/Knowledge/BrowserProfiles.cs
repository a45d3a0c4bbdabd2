namespace Klikspaan.Knowledge;

/// <summary>Where a browser keeps its profiles, each with trust of its own.</summary>
/// <param name="Folder">The folder below the home.</param>
/// <param name="Variable">The environment variable that, set to 1, makes it take the default profile; empty when it does without.</param>
/// <param name="RootVariable">The environment variable that, set to 0, makes it run where root has no capabilities; empty when it does without.</param>
/// <param name="Source">Id of the source in <c>recording/trust.yaml</c>.</param>
public sealed record BrowserProfiles(string Folder, string Variable, string RootVariable, string Source);
