using System.Runtime.InteropServices;

namespace Klikspaan.Store;

/// <summary>What a path leads to.</summary>
public static partial class FileKind
{
    /// <summary>Whether it leads to a file that has an end, to a folder or to nothing. A pipe, which opens only once somebody writes into it, a socket and a device are none; where that cannot be asked, all are taken for files.</summary>
    public static unsafe bool IsFileOrNothing(string path)
    {
        const int currentFolder = -100, typeMask = 1, modeAt = 28, size = 256, typeBits = 0xF000, regular = 0x8000, folder = 0x4000;
        if (!OperatingSystem.IsLinux())
        {
            return true;
        }

        var status = stackalloc byte[size];
        return Status(currentFolder, path, 0, typeMask, status) != 0 || (*(ushort*)(status + modeAt) & typeBits) is regular or folder;
    }

    /// <summary>Opens a file for reading. <see cref="IOException"/> where it is a pipe or device, which is not waited for.</summary>
    public static FileStream Open(string path)
    {
        if (!IsFileOrNothing(path))
        {
            throw new IOException($"{path} is a pipe or device: save what it gives as a file first");
        }

        return new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Status(int folder, string path, int flags, uint wanted, byte* status);
}
