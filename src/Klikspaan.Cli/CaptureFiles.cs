using System.IO.Compression;
using Klikspaan.Importing;

namespace Klikspaan.Cli;

/// <summary>
/// The captures that an argument of import stands for: a file, all files of a folder, those of a ZIP archive, or the one that was compressed with gzip. What is in an
/// archive is unpacked under names of our own, one at a time, so that no name in it leads anywhere.
/// </summary>
sealed class CaptureFiles(string room)
{
    const int MostDeep = 3, MostFiles = 100_000, MostRatio = 100, HeadBytes = CaptureReaders.HeadBytes;

    /// <summary>Whatever its size, an archive may unpack to this much.</summary>
    const long MostFree = 1L << 30;

    /// <summary>What was left out, and why.</summary>
    public List<(string Name, string Why)> LeftOut { get; } = [];

    /// <summary>Finds them, in the order of their names.</summary>
    public IEnumerable<CaptureFile> Find(string path)
    {
        if (!Directory.Exists(path))
        {
            return Find(new(path, Path.GetFileName(path), false, true), 0);
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false };
        var files = Directory.EnumerateFiles(path, "*", options).Take(MostFiles).Order(StringComparer.Ordinal).ToList();
        if (files.Count == MostFiles)
        {
            LeftOut.Add((Path.GetFileName(path), $"a folder of {MostFiles} files or more, of which the first are read"));
        }

        return files.SelectMany(f => Find(new(f, Path.GetRelativePath(Path.GetDirectoryName(path) ?? path, f), false, false), 0));
    }

    IEnumerable<CaptureFile> Find(CaptureFile file, int depth)
    {
        var head = Head(file.Path);
        var isGzip = head is [0x1F, 0x8B, ..];
        if (CaptureReaders.Recognise(head) is not null || depth == MostDeep || !(isGzip || head is [(byte)'P', (byte)'K', 3, 4, ..]))
        {
            if (file.IsAsked || CaptureReaders.Recognise(head) is not null)
            {
                return [file];
            }

            LeftOut.Add((file.Name, "no capture of a format that is read"));
            return [];
        }

        return isGzip ? Gzip(file, depth) : Archive(file, depth);
    }

    IEnumerable<CaptureFile> Gzip(CaptureFile file, int depth)
    {
        using var packed = File.OpenRead(file.Path);
        var left = Allowed(packed.Length);
        using var stream = new GZipStream(packed, CompressionMode.Decompress);
        foreach (var found in Unpack(stream, file.Name, file.IsAsked, depth, ref left))
        {
            yield return found;
        }
    }

    IEnumerable<CaptureFile> Archive(CaptureFile file, int depth)
    {
        using var packed = File.OpenRead(file.Path);
        using var archive = Open(packed, file);
        var left = Allowed(packed.Length);
        foreach (var entry in (archive?.Entries.AsEnumerable() ?? []).Where(e => !e.FullName.EndsWith('/')).Take(MostFiles).OrderBy(e => e.FullName, StringComparer.Ordinal))
        {
            var name = $"{file.Name}/{entry.FullName}";
            if (entry.IsEncrypted)
            {
                LeftOut.Add((name, "it is protected with a password: unpack it first"));
                continue;
            }

            var (stream, why) = Open(entry);
            using (stream)
            {
                if (stream is null)
                {
                    LeftOut.Add((name, why));
                    continue;
                }

                foreach (var found in Unpack(stream, name, false, depth, ref left))
                {
                    yield return found;
                }
            }
        }
    }

    static long Allowed(long packed) => Math.Max(MostFree, packed * MostRatio);

    ZipArchive? Open(Stream packed, CaptureFile file)
    {
        try
        {
            var archive = new ZipArchive(packed, ZipArchiveMode.Read);
            _ = archive.Entries.Count;
            return archive;
        }
        catch (InvalidDataException e)
        {
            LeftOut.Add((file.Name, $"a ZIP archive that cannot be opened: {e.Message}"));
            return null;
        }
    }

    static (Stream? Stream, string Why) Open(ZipArchiveEntry entry)
    {
        try
        {
            return (entry.Open(), "");
        }
        catch (InvalidDataException e)
        {
            return (null, e.Message);
        }
    }

    IEnumerable<CaptureFile> Unpack(Stream stream, string name, bool isAsked, int depth, ref long left)
    {
        var path = Path.Combine(room, Guid.NewGuid().ToString("N"));
        var why = Copy(stream, path, ref left);
        if (why.Length > 0)
        {
            File.Delete(path);
            LeftOut.Add((name, why));
            return [];
        }

        return Unpacked(new(path, name, true, isAsked), depth);
    }

    IEnumerable<CaptureFile> Unpacked(CaptureFile file, int depth)
    {
        try
        {
            foreach (var found in Find(file, depth + 1))
            {
                yield return found;
            }
        }
        finally
        {
            File.Delete(file.Path);
        }
    }

    /// <summary>Copies what comes out of an archive; says why where that does not work.</summary>
    static string Copy(Stream stream, string path, ref long left)
    {
        var block = new byte[1 << 16];
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        try
        {
            while (stream.Read(block) is > 0 and var read)
            {
                if ((left -= read) < 0)
                {
                    return $"it unpacks to more than {MostRatio} times the size of its archive, and more than {MostFree} bytes";
                }

                file.Write(block, 0, read);
            }

            return "";
        }
        catch (InvalidDataException e)
        {
            return $"it cannot be unpacked: {e.Message}";
        }
    }

    static byte[] Head(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var head = new byte[HeadBytes];
        return file.CanSeek ? head[..file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)] : [];
    }
}
