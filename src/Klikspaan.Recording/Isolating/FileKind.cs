namespace Klikspaan.Recording.Isolating;

/// <summary>What a path leads to.</summary>
public static class FileKind
{
    /// <summary>Whether it leads to a file that has an end, to a folder or to nothing. A pipe, which opens only once somebody writes into it, a socket and a device are none; where that cannot be asked, all are taken for files.</summary>
    public static bool IsFileOrNothing(string path) => SystemCalls.IsFileOrNothing(path);
}
