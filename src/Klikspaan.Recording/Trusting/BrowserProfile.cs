namespace Klikspaan.Recording.Trusting;

/// <summary>The list of profiles of a browser that keeps trust in the profile.</summary>
static class BrowserProfile
{
    /// <summary>The profile's folder, beside <c>profiles.ini</c>.</summary>
    public const string Folder = "recording.default";

    /// <summary>Writes the list, with our profile as the default.</summary>
    public static void Write(string profiles) => File.WriteAllText(
        Path.Combine(profiles, "profiles.ini"),
        $"[Profile0]\nName=default\nIsRelative=1\nPath={Folder}\nDefault=1\n\n[General]\nStartWithLastProfile=1\nVersion=2\n");
}
