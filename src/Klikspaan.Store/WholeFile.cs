namespace Klikspaan.Store;

/// <summary>Writes files whole or not at all.</summary>
public static class WholeFile
{
    /// <summary>
    /// Writes beside it first, under a name that nobody can know, for its owner only and onto the disk, then puts that in its place: what was there is never half replaced, and no link that
    /// waits there is followed.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes it.</param>
    /// <param name="check">Reads what was written before it takes its place; what it throws leaves all as it was.</param>
    /// <param name="overwrite">Whether a file that is there is replaced; otherwise <see cref="IOException"/>.</param>
    public static void Write(string path, Action<Stream> write, Action<Stream>? check = null, bool overwrite = true)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(write);
        var part = Path.Combine(Path.GetDirectoryName(path)!, $"{Guid.NewGuid():N}.part");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            using (var file = new FileStream(part, options))
            {
                write(file);
                file.Flush(flushToDisk: true);
                file.Position = 0;
                check?.Invoke(file);
            }

            File.Move(part, path, overwrite);
        }
        finally
        {
            File.Delete(part);
        }
    }
}
