using System.Buffers.Text;
using System.IO.Enumeration;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Klikspaan.Recording.Sending;

/// <summary>Reads what <c>/proc</c> says (proc(5)); whatever is gone or forbidden is simply not there.</summary>
static unsafe partial class ProcessFiles
{
    const int NoSuchFile = 2;
    const int LongestLink = 4096;

    static readonly EnumerationOptions Listing = new() { IgnoreInaccessible = true, AttributesToSkip = 0, ReturnSpecialDirectories = false };

    /// <summary>Where a link leads; null when it is not there or may not be read.</summary>
    public static string? Link(string path) => Link(path, out _);

    /// <summary>Where a link leads; null when it is not there (<paramref name="isGone"/>) or may not be read.</summary>
    public static string? Link(string path, out bool isGone)
    {
        Span<byte> target = stackalloc byte[LongestLink];
        var length = ReadLink(path, target);
        isGone = length < 0 && Marshal.GetLastPInvokeError() == NoSuchFile;
        return length < 0 ? null : Encoding.UTF8.GetString(target[..length]);
    }

    /// <summary>The number of the socket that a descriptor stands for; null when it stands for something else.</summary>
    public static ulong? Socket(string folder, int descriptor)
    {
        Span<byte> target = stackalloc byte[64];
        var length = ReadLink($"{folder}/{descriptor}", target);
        var link = target[..Math.Max(length, 0)];
        return link.StartsWith("socket:["u8) && Utf8Parser.TryParse(link["socket:[".Length..], out ulong number, out _) ? number : null;
    }

    /// <summary>The numbers in a folder: processes, threads, descriptors.</summary>
    public static List<int> Numbers(string folder, int maximum = int.MaxValue)
    {
        try
        {
            return [.. new FileSystemEnumerable<int>(folder, (ref FileSystemEntry e) => int.Parse(e.FileName, null), Listing)
            {
                ShouldIncludePredicate = (ref FileSystemEntry e) => int.TryParse(e.FileName, System.Globalization.NumberStyles.None, null, out _),
            }.Take(maximum)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>The beginning of a file, at most so many bytes; empty when it cannot be read.</summary>
    public static byte[] Read(string path, int maximum)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var (bytes, length) = (new byte[Math.Min(maximum, 4096)], 0);
            while (file.Read(bytes, length, bytes.Length - length) is var count && count > 0)
            {
                length += count;
                if (length == maximum)
                {
                    break;
                }

                if (length == bytes.Length)
                {
                    Array.Resize(ref bytes, Math.Min(maximum, bytes.Length * 2));
                }
            }

            return bytes[..length];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    static int ReadLink(string path, Span<byte> target)
    {
        Span<byte> name = stackalloc byte[128];
        if (!Utf8.TryWrite(name, $"{path}\0", out _))
        {
            return -1;
        }

        fixed (byte* first = name, into = target)
        {
            return (int)ReadLink(first, into, (nuint)target.Length);
        }
    }

    [LibraryImport("libc", EntryPoint = "readlink", SetLastError = true)]
    private static partial nint ReadLink(byte* path, byte* target, nuint length);
}
