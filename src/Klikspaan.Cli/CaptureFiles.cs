using System.IO.Compression;
using System.IO.Enumeration;
using Klikspaan.Importing;
using Klikspaan.Store;

namespace Klikspaan.Cli;

/// <summary>
/// The captures that an argument of import stands for: a file, all files of a folder, those of a ZIP archive, or the one that was compressed with gzip. What is in an
/// archive is unpacked under names of our own, one at a time, so that no name in it leads anywhere.
/// </summary>
/// <param name="room">A folder of our own, to unpack into.</param>
/// <param name="mostFiles">Most files of a folder, and of an archive.</param>
/// <param name="mostFree">Whatever its size, an archive may unpack to this much.</param>
sealed class CaptureFiles(string room, int mostFiles = CaptureFiles.MostFiles, long mostFree = CaptureFiles.MostFree)
{
    const int MostDeep = 3, MostFiles = 100_000, MostRatio = 100, MostDirectory = 16 << 20, HeadBytes = CaptureReaders.HeadBytes;

    const long MostFree = 1L << 30;

    /// <summary>Endings of sessions in a form that only the tool that wrote them reads; one of these is an archive, of which the files are no captures.</summary>
    static readonly string[] Binary = [".chls", ".chlz"];
    const string SaveAsText = "a session in the binary form of its tool, which is not read: open it there, save it as a JSON session file (.chlsj), and import that";

    /// <summary>Endings of files that lie beside a capture and belong to it.</summary>
    static readonly IReadOnlyList<string> Endings = [.. CaptureReaders.All.SelectMany(r => r.Besides.Append(r.Joined)).Where(e => e.Length > 0).Distinct()];

    /// <summary>Files that were taken in with another.</summary>
    readonly HashSet<string> joined = new(StringComparer.Ordinal);

    long left;

    /// <summary>What was left out, and why.</summary>
    public List<(string Name, string Why)> LeftOut { get; } = [];

    /// <summary>Whether more was left out than files that are no capture: a bound was reached, or what is broken could be read in part or not at all.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>Finds them, in the order of their names.</summary>
    public IEnumerable<CaptureFile> Find(string path)
    {
        if (!Directory.Exists(path))
        {
            return !FileKind.IsFileOrNothing(path) ? throw new IOException($"{path} is a pipe or device: save what it gives as a file first") : Find(new(path, Path.GetFileName(path), false, true), 0);
        }

        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false };
        var files = new FileSystemEnumerable<string>(path, (ref e) => e.ToFullPath(), options)
        {
            ShouldIncludePredicate = (ref e) => !e.IsDirectory || IsLink(e.Attributes),
            ShouldRecursePredicate = (ref e) => !IsLink(e.Attributes),
        }.Take(mostFiles + 1).ToList();
        if (files.Count > mostFiles)
        {
            files.RemoveAt(mostFiles);
            Lose(Path.GetFileName(path), $"a folder of more than {mostFiles} files, of which the first that were found are read");
        }

        files.Sort(StringComparer.Ordinal);

        // The name of a file that belongs to another begins with that one's, so it comes after it.
        return files.Where(f => !joined.Contains(f) && IsOwnFile(path, f)).SelectMany(f => Find(new(f, Path.GetRelativePath(Path.GetDirectoryName(path) ?? path, f), false, false), 0));
    }

    static bool IsLink(FileAttributes attributes) => (attributes & FileAttributes.ReparsePoint) != 0;

    /// <summary>Whether it is a file of the folder that has an end; what it is else is told.</summary>
    bool IsOwnFile(string folder, string file)
    {
        var why = IsLink(File.GetAttributes(file)) ? "a link: where it leads is not followed" : FileKind.IsFileOrNothing(file) ? "" : "a pipe, socket or device";
        if (why.Length > 0)
        {
            LeftOut.Add((Path.GetRelativePath(Path.GetDirectoryName(folder) ?? folder, file), why));
        }

        return why.Length == 0;
    }

    IEnumerable<CaptureFile> Find(CaptureFile file, int depth)
    {
        // What is in archives within it is counted with it.
        left = depth > 0 ? left : Math.Max(mostFree, Size(file.Path) * MostRatio);
        var (head, beside) = Head(file.Path);
        var isGzip = head is [0x1F, 0x8B, ..];
        if (CaptureReaders.Recognise(head) is null && Binary.Contains(Path.GetExtension(file.Name), StringComparer.OrdinalIgnoreCase))
        {
            return file.IsAsked ? throw new ArgumentException($"{file.Name}: {SaveAsText}") : Left(file.Name, SaveAsText);
        }

        var isPacked = isGzip || head is [(byte)'P', (byte)'K', 3, 4, ..];
        if (isPacked && depth == MostDeep && CaptureReaders.Recognise(head) is null)
        {
            Lose(file.Name, $"an archive, or a compressed file, within {MostDeep} others: it is not unpacked");
            return [];
        }

        if (CaptureReaders.Recognise(head) is not null || !isPacked)
        {
            if (file.IsAsked || CaptureReaders.Recognise(head) is not null)
            {
                joined.Add(beside ?? "");
                return [file];
            }

            return Left(file.Name, "no capture of a format that is read");
        }

        return isGzip ? Gzip(file, depth) : Archive(file, depth);
    }

    List<CaptureFile> Left(string name, string why)
    {
        LeftOut.Add((name, why));
        return [];
    }

    /// <summary>Says of what is in a case that it was not read, or not all of it.</summary>
    void Lose(string name, string why)
    {
        IsIncomplete = true;
        LeftOut.Add((name, why));
    }

    /// <summary>What a compressed file holds; of one that is broken what comes before that, and it is told.</summary>
    IEnumerable<CaptureFile> Gzip(CaptureFile file, int depth)
    {
        var path = Path.Combine(room, Guid.NewGuid().ToString("N"));
        var before = left;
        var (why, isBroken) = Inflate(file.Path, path);
        if (isBroken)
        {
            left = before;
            why = InflateInPart(file.Path, path);
        }

        if (left < 0 || new FileInfo(path).Length == 0)
        {
            File.Delete(path);
            Lose(file.Name, why.Length > 0 ? why : "nothing: a compressed file without contents");
            return [];
        }

        if (why.Length > 0)
        {
            Lose(file.Name, $"{why}; what comes before that is read");
        }

        return Unpacked(new(path, why.Length > 0 ? $"{file.Name}, unpacked in part" : file.Name, true, file.IsAsked), depth, []);
    }

    (string Why, bool IsBroken) Inflate(string from, string path)
    {
        using var packed = File.OpenRead(from);
        string why;
        using (var stream = new GZipStream(packed, CompressionMode.Decompress, leaveOpen: true))
        {
            why = Copy(stream, path);
        }

        if (why.Length > 0)
        {
            return (why, left >= 0);
        }

        // The length of the last member stands at the end of the file: where it is that of all, there is but one, and nothing behind it.
        var tail = new byte[4];
        packed.Position = Math.Max(0, packed.Length - tail.Length);
        if (packed.ReadAtLeast(tail, tail.Length, throwOnEndOfStream: false) == tail.Length && System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(tail) == (uint)new FileInfo(path).Length)
        {
            return ("", false);
        }

        packed.Position = 0;
        return (Words(GzipFile.ReadAsync(packed, null, CancellationToken.None).GetAwaiter().GetResult()), false);
    }

    /// <summary>Unpacks as far as it goes, without the checksum in its way; says why not further.</summary>
    string InflateInPart(string from, string path)
    {
        using var packed = File.OpenRead(from);
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        return Words(GzipFile.ReadAsync(packed, Give, CancellationToken.None).GetAwaiter().GetResult());

        void Give(ReadOnlyMemory<byte> bytes)
        {
            // It came to no more than this before it broke, but for what the first attempt lost of its last piece.
            if ((left -= bytes.Length) >= 0)
            {
                file.Write(bytes.Span);
            }
        }
    }

    static string Words(EntryFault? fault) => fault is null ? "" : $"expected {fault.Expected}, found {fault.Found}";

    IEnumerable<CaptureFile> Archive(CaptureFile file, int depth)
    {
        using var packed = File.OpenRead(file.Path);
        using var archive = Open(packed, file);
        var all = (archive?.Entries.AsEnumerable() ?? []).Where(e => !e.FullName.EndsWith('/')).ToList();
        if (all.Count > mostFiles)
        {
            Lose(file.Name, $"an archive of {all.Count} files, of which the first {mostFiles} are read");
        }

        var entries = all.Take(mostFiles).OrderBy(e => e.FullName, StringComparer.Ordinal).ToList();
        var named = entries.DistinctBy(e => e.FullName, StringComparer.Ordinal).ToDictionary(e => e.FullName, StringComparer.Ordinal);
        foreach (var entry in entries.Where(e => !joined.Contains($"{file.Name}/{e.FullName}")))
        {
            var name = $"{file.Name}/{entry.FullName}";
            if (entry.IsEncrypted)
            {
                Lose(name, "it is protected with a password: unpack it first");
                continue;
            }

            var (stream, why) = Open(entry);
            using (stream)
            {
                if (stream is null)
                {
                    Lose(name, why);
                    continue;
                }

                var besides = Endings.Where(e => named.ContainsKey(entry.FullName + e)).Select(e => (e, named[entry.FullName + e])).ToList();
                foreach (var found in Unpack(stream, name, depth, besides))
                {
                    yield return found;
                }
            }
        }
    }

    static long Size(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    ZipArchive? Open(Stream packed, CaptureFile file)
    {
        if (DirectorySize(packed) > MostDirectory)
        {
            Lose(file.Name, $"a ZIP archive with a directory of more than {MostDirectory} bytes");
            return null;
        }

        try
        {
            packed.Position = 0;
            var archive = new ZipArchive(packed, ZipArchiveMode.Read);
            _ = archive.Entries.Count;
            return archive;
        }
        catch (InvalidDataException)
        {
            Lose(file.Name, "a ZIP archive that cannot be opened: its directory is broken or is not there, as when the file was cut");
            return null;
        }
    }

    /// <summary>How long the directory of an archive is by its own word, for all of it is held; 0 where that is not found, in which case there is no archive.</summary>
    static long DirectorySize(Stream packed)
    {
        // The end of the directory (APPNOTE 4.3.16) stands before a comment of at most 65,535 bytes. A size of 4 GiB refers to a second one, of larger archives.
        const int End = 22, SizeAt = 12;
        var tail = new byte[(int)Math.Min(packed.Length, End + ushort.MaxValue)];
        packed.Position = packed.Length - tail.Length;
        packed.ReadExactly(tail);
        var at = tail.AsSpan(0, Math.Max(0, tail.Length - End + 4)).LastIndexOf("PK\u0005\u0006"u8);
        return at < 0 ? 0 : System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + SizeAt));
    }

    static (Stream? Stream, string Why) Open(ZipArchiveEntry entry)
    {
        try
        {
            return (entry.Open(), "");
        }
        catch (InvalidDataException)
        {
            return (null, "it is compressed in a way that is not read, or its head in the archive is broken");
        }
    }

    IEnumerable<CaptureFile> Unpack(Stream stream, string name, int depth, List<(string Ending, ZipArchiveEntry Entry)> besides)
    {
        var path = Path.Combine(room, Guid.NewGuid().ToString("N"));
        var why = Copy(stream, path);
        if (why.Length > 0)
        {
            File.Delete(path);
            Lose(name, why);
            return [];
        }

        foreach (var (ending, entry) in besides)
        {
            UnpackBeside(entry, path + ending);
        }

        return Unpacked(new(path, name, true, false), depth, besides.ConvertAll(b => b.Ending));
    }

    /// <summary>Unpacks a file that belongs to another; where that does not work it is told when its own turn comes.</summary>
    void UnpackBeside(ZipArchiveEntry entry, string path)
    {
        using var stream = entry.IsEncrypted ? null : Open(entry).Stream;
        if (stream is not null && Copy(stream, path).Length > 0)
        {
            File.Delete(path);
        }
    }

    IEnumerable<CaptureFile> Unpacked(CaptureFile file, int depth, List<string> besides)
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
            foreach (var ending in besides)
            {
                File.Delete(file.Path + ending);
                if (joined.Remove(file.Path + ending))
                {
                    joined.Add(file.Name + ending);
                }
            }
        }
    }

    /// <summary>Copies what comes out of an archive; says why where that does not work.</summary>
    string Copy(Stream stream, string path)
    {
        var block = new byte[1 << 16];
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        try
        {
            while (stream.Read(block) is > 0 and var read)
            {
                if ((left -= read) < 0)
                {
                    return $"it unpacks to more than {MostRatio} times the size of its archive, and more than {mostFree} bytes";
                }

                file.Write(block, 0, read);
            }

            return "";
        }
        catch (InvalidDataException)
        {
            return "it cannot be unpacked: its compressed bytes are broken";
        }
    }

    static (byte[] Head, string? Beside) Head(string path)
    {
        var (stream, beside) = CaptureInput.Open(path);
        using (stream)
        {
            var head = new byte[HeadBytes];
            return (stream.CanSeek ? head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)] : [], beside);
        }
    }
}
