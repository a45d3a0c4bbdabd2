using System.Text.Json.Nodes;
using Klikspaan.Exporting;
using Microsoft.Win32.SafeHandles;

namespace Klikspaan.Recording.Writing;

/// <summary>
/// Writes records to a WARC file, one gzip member each (ISO 28500:2017, annex D). Many connections may write at the same
/// time; a group of records stands together, and is with the operating system when <see cref="Write"/> returns.
/// </summary>
sealed class WarcWriter
{
    /// <summary>A group up to this size is compressed in memory, and written by one append.</summary>
    const int SmallBytes = 1 << 20;

    const int PieceBytes = 1 << 20;
    readonly Lock gate = new();
    readonly SafeFileHandle file;
    readonly string folder;
    long end;

    /// <summary>Writes after what <paramref name="stream"/> holds; the caller closes it. What it has buffered must be written.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="folder">Where large groups are compressed before they are appended.</param>
    public WarcWriter(FileStream stream, string folder)
    {
        (file, this.folder) = (stream.SafeFileHandle, folder);
        end = RandomAccess.GetLength(file);
    }

    /// <summary>Where the last whole group ends.</summary>
    public long Length
    {
        get
        {
            lock (gate)
            {
                return end;
            }
        }
    }

    /// <summary>Makes the file of a recording, for its owner only.</summary>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new(path, options);
    }

    /// <summary>A metadata record; see <see cref="WarcRecord.Metadata"/>.</summary>
    public static WarcRecord Metadata(string kind, JsonObject body, DateTimeOffset at, params IReadOnlyList<string> concurrentTo) =>
        WarcRecord.Metadata(kind, at, body, concurrentTo);

    /// <summary>
    /// Writes a group: all of it, or, when an exception comes out (a full disk), nothing: the file is cut back to the
    /// group before, and can still be written to.
    /// </summary>
    public void Write(params IReadOnlyList<WarcRecord> group)
    {
        // Compressing two gigabytes takes a minute, in which others must be able to write.
        using Stream members = group.Sum(r => r.Block.Length) <= SmallBytes ? new MemoryStream() : Spill();
        WarcMembers.Write(group, members);
        members.Position = 0;
        lock (gate)
        {
            try
            {
                end = Append(members, end);
            }
            catch
            {
                CutBack();
                throw;
            }
        }
    }

    FileStream Spill() => new(Path.Combine(folder, $"{Guid.NewGuid():n}.members"), new FileStreamOptions
    {
        Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, Options = FileOptions.DeleteOnClose, BufferSize = 0,
    });

    /// <summary>Copies to the end of the file, and says where that then is.</summary>
    long Append(Stream members, long at)
    {
        if (members is MemoryStream memory)
        {
            RandomAccess.Write(file, memory.GetBuffer().AsSpan(0, (int)memory.Length), at);
            return at + memory.Length;
        }

        var piece = new byte[PieceBytes];
        while (members.Read(piece) is > 0 and var read)
        {
            RandomAccess.Write(file, piece.AsSpan(0, read), at);
            at += read;
        }

        return at;
    }

    void CutBack()
    {
        try
        {
            RandomAccess.SetLength(file, end);
        }
        catch (IOException)
        {
            // The next group is written over the remainder; until then a reader reports a cut record.
        }
    }
}
