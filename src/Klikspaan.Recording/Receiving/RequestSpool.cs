namespace Klikspaan.Recording.Receiving;

/// <summary>Octets of one request: a little in memory, more on disk, and never more than was allowed.</summary>
/// <remarks>A full disk is evidence that was lost, not an error: what is not kept is counted.</remarks>
sealed class RequestSpool(SpoolSpace space) : IDisposable
{
    byte[] memory = [];
    FileStream? file;
    bool isDisposed;

    /// <summary>Bytes that are kept.</summary>
    public long Length { get; private set; }

    /// <summary>Bytes that were not kept.</summary>
    public long Dropped { get; private set; }

    /// <summary>Why bytes were not kept; null when all were.</summary>
    public string? DroppedBecause { get; private set; }

    /// <summary>Whether bytes were not kept because a disk did not take them, and not because they were too many.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Keeps bytes behind those before.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        var room = DroppedBecause is null ? (int)Math.Min(bytes.Length, space.RequestBytes - Length) : 0;
        if (room > 0 && !TryKeep(bytes[..room]))
        {
            room = 0;
        }

        if (room < bytes.Length)
        {
            Dropped += bytes.Length - room;
            DroppedBecause ??= $"more than {space.RequestBytes} bytes";
        }
    }

    /// <summary>The bytes from the first one; may be opened more than once, until the spool is disposed.</summary>
    public Stream Open()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        if (file is null)
        {
            return new MemoryStream(memory, 0, (int)Length, writable: false);
        }

        file.Flush();
        return new SpoolReader(file.SafeFileHandle, Length);
    }

    /// <summary>Gives memory and disk back.</summary>
    public void Dispose()
    {
        var isFirst = !isDisposed;
        isDisposed = true;
        Forget();
        try
        {
            file?.Dispose();
        }
        catch (IOException)
        {
            // The last bytes did not fit on the disk; they are not wanted any more.
        }

        if (isFirst && file is not null)
        {
            space.ReleaseFile();
        }
    }

    bool TryKeep(ReadOnlySpan<byte> bytes)
    {
        try
        {
            if (file is null && !TryGrow(Length + bytes.Length))
            {
                MoveToFile();
            }

            if (file is null)
            {
                bytes.CopyTo(memory.AsSpan((int)Length));
            }
            else
            {
                file.Write(bytes);
            }

            Length += bytes.Length;
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            (DroppedBecause, IsLost) = ("the disk did not take it", true);
            return false;
        }
    }

    bool TryGrow(long needed)
    {
        if (needed <= memory.Length)
        {
            return true;
        }

        var size = needed > space.RequestMemory ? 0 : (int)Math.Min(space.RequestMemory, Math.Max(512, needed * 2));
        if (size == 0 || !space.TryReserve(size - memory.Length))
        {
            return false;
        }

        Array.Resize(ref memory, size);
        return true;
    }

    void MoveToFile()
    {
        if (!space.TryReserveFile())
        {
            throw new IOException("too many requests are on disk at a time");
        }

        try
        {
            file = Create();
            Forget();
        }
        catch
        {
            space.ReleaseFile();
            throw;
        }
    }

    FileStream Create()
    {
        var path = Path.Combine(space.Folder, $"{Guid.NewGuid():n}.request");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            Options = FileOptions.DeleteOnClose,
            // What is buffered may be lost to a full disk after it was counted as kept, so nothing is.
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        var created = new FileStream(path, options);
        try
        {
            created.Write(memory.AsSpan(0, (int)Length));
        }
        catch (IOException)
        {
            created.Dispose();
            throw;
        }

        return created;
    }

    void Forget()
    {
        space.Release(memory.Length);
        memory = [];
    }
}
