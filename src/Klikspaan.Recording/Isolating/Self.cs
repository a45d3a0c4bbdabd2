using System.Runtime.InteropServices;

namespace Klikspaan.Recording.Isolating;

/// <summary>How this program can be started again.</summary>
static class Self
{
    /// <summary>The program's folder.</summary>
    public static string Folder => AppContext.BaseDirectory.TrimEnd('/');

    /// <summary>The folder of the .NET runtime; null for a program that brings its own.</summary>
    public static string? Runtime
    {
        get
        {
            // <root>/shared/Microsoft.NETCore.App/<version>/
            var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
            return File.Exists(Path.Combine(root, "dotnet")) && File.Exists(Assembly(Folder)) ? root : null;
        }
    }

    /// <summary>The words that start it.</summary>
    public static IReadOnlyList<string> Command => CommandIn(Runtime, Folder);

    /// <summary>The words that start it where its folders are seen under other names.</summary>
    public static IReadOnlyList<string> CommandIn(string? runtime, string folder) =>
        runtime is null ? [Path.Combine(folder, Path.GetFileName(Environment.ProcessPath!))] : [Path.Combine(runtime, "dotnet"), Assembly(folder)];

    static string Assembly(string folder) => Path.Combine(folder, "klikspaan.dll");
}
