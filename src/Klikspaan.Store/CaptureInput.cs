using System.Globalization;
using System.Security.Cryptography;
using Klikspaan.Importing;

namespace Klikspaan.Store;

/// <summary>
/// A file as import takes it in: by itself, or put together with the one beside it that holds its last changes, so that both are one capture with one digest.
/// </summary>
public static class CaptureInput
{
    /// <summary>Opens a file; where another belongs to it, an archive of both, of which the second value names the other one.</summary>
    public static (Stream Stream, string? Beside) Open(string path)
    {
        var file = OpenFile(path);
        try
        {
            foreach (var beside in CaptureReaders.All.Where(r => r.Joined.Length > 0).Select(r => path + r.Joined))
            {
                if (file.CanSeek && new FileInfo(beside) is { Exists: true, Length: > 0 } && Join(file, beside) is { } joined)
                {
                    return (joined, beside);
                }
            }

            return (file, null);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>What stands in a capture that was put together of two files, with the digest of each; empty when it was not.</summary>
    internal static string Describe(string path)
    {
        using var file = File.OpenRead(path);
        if (DatabaseArchive.Read(ReadAgain.Of(file)) is not { } read)
        {
            return "";
        }

        var archive = read.Archive;
        string Part(string name, long offset, long length) =>
            string.Create(CultureInfo.InvariantCulture, $"{name}, {length} bytes from byte {offset}, SHA-256 {Digest(file, offset, length)}");
        return $"put together of two files, byte for byte, as a TAR archive: {Part(DatabaseArchive.Database, DatabaseArchive.DatabaseAt, archive.DatabaseBytes)}; {Part(DatabaseArchive.Log, archive.LogAt, archive.LogBytes)}";
    }

    /// <summary>Both as an archive; null when no reader wants them so.</summary>
    static JoinedStream? Join(FileStream file, string path)
    {
        var beside = OpenFile(path);
        var archive = new DatabaseArchive(file.Length, beside.Length);
        if (Math.Max(archive.DatabaseBytes, archive.LogBytes) > DatabaseArchive.MostBytes)
        {
            beside.Dispose();
            throw new IOException($"{path} and the file beside it cannot be taken in together: one has more than {DatabaseArchive.MostBytes} bytes");
        }

        var joined = new JoinedStream(
            Bytes(DatabaseArchive.Head(DatabaseArchive.Database, archive.DatabaseBytes)), (file, archive.DatabaseBytes), Fill(archive.DatabaseBytes),
            Bytes(DatabaseArchive.Head(DatabaseArchive.Log, archive.LogBytes)), (beside, archive.LogBytes), Fill(archive.LogBytes), Bytes(new byte[2 * DatabaseArchive.Block]));
        var head = new byte[CaptureReaders.HeadBytes];
        var reader = CaptureReaders.Recognise(head.AsSpan(0, joined.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)));
        joined.Position = 0;
        if (reader?.Joined.Length > 0 && path.EndsWith(reader.Joined, StringComparison.Ordinal))
        {
            return joined;
        }

        file.Position = 0;
        beside.Dispose();
        return null;
    }

    static (Stream Stream, long Length) Bytes(byte[] bytes) => (new MemoryStream(bytes, writable: false), bytes.Length);

    static (Stream Stream, long Length) Fill(long length) => Bytes(new byte[DatabaseArchive.Padded(length) - length]);

    static FileStream OpenFile(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, useAsync: true);

    static string Digest(FileStream file, long offset, long length)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var block = new byte[1 << 16];
        file.Position = offset;
        for (int read; length > 0 && (read = file.Read(block.AsSpan(0, (int)Math.Min(block.Length, length)))) > 0; length -= read)
        {
            hash.AppendData(block, 0, read);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
