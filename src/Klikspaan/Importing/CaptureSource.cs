namespace Klikspaan.Importing;

/// <summary>
/// The bytes of a capture, in order. What was taken since <see cref="Keep"/> can be had again, up to a limit, so that
/// a reader that came too far can go back.
/// </summary>
sealed class CaptureSource(Stream stream, int mostKept)
{
    const int BlockBytes = 256 << 10;
    readonly byte[] block = new byte[BlockBytes];
    readonly Stack<ReadOnlyMemory<byte>> later = new();
    ReadOnlyMemory<byte> current;
    byte[] kept = new byte[4096];
    int keptLength;

    /// <summary>How many bytes may be gone through a second time in search of a record, so that a file cannot make the work endless.</summary>
    long again = Math.Max(mostKept, 1 << 20);

    /// <summary>How many bytes of the file were taken.</summary>
    public long Position { get; private set; }

    /// <summary>Where <see cref="Keep"/> was called.</summary>
    public long KeptFrom { get; private set; }

    /// <summary>Whether more was taken since then than can be kept.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>How many more bytes can be kept.</summary>
    public int Room => IsTooLarge ? 0 : mostKept - keptLength;

    /// <summary>What was taken since <see cref="Keep"/>; nothing when that was too large.</summary>
    public ReadOnlyMemory<byte> Kept => kept.AsMemory(0, IsTooLarge ? 0 : keptLength);

    /// <summary>The next bytes: at least one after <see cref="HasMoreAsync"/> said so.</summary>
    public ReadOnlyMemory<byte> Next => current;

    /// <summary>Forgets what was taken, and keeps what is taken from here.</summary>
    public void Keep() => (keptLength, KeptFrom, IsTooLarge) = (0, Position, false);

    /// <summary>Whether there are bytes in <see cref="Next"/>; reads them where necessary.</summary>
    public async ValueTask<bool> HasMoreAsync(CancellationToken cancellation)
    {
        while (current.IsEmpty)
        {
            if (later.TryPop(out current))
            {
                continue;
            }

            var read = await stream.ReadAsync(block, cancellation).ConfigureAwait(false);
            if (read == 0)
            {
                return false;
            }

            current = block.AsMemory(0, read);
        }

        return true;
    }

    /// <summary>Takes bytes of <see cref="Next"/>.</summary>
    public void Take(int count)
    {
        if (!IsTooLarge)
        {
            Append(current.Span[..count]);
        }

        current = current[count..];
        Position += count;
    }

    /// <summary>Takes the next byte; -1 at the end of the file.</summary>
    public async ValueTask<int> ByteAsync(CancellationToken cancellation)
    {
        if (!await HasMoreAsync(cancellation).ConfigureAwait(false))
        {
            return -1;
        }

        var value = current.Span[0];
        Take(1);
        return value;
    }

    /// <summary>Goes back to <paramref name="length"/> bytes after <see cref="Keep"/>; they must have been kept.</summary>
    public void Return(int length)
    {
        var back = Kept[length..].ToArray();
        later.Push(current);
        current = back;
        Position -= back.Length;
        keptLength = length;
    }

    /// <summary>Goes back to one byte after <see cref="Keep"/>, where that can be done.</summary>
    public void ReturnToSearch()
    {
        if (Kept.Length > 1 && Kept.Length <= again)
        {
            again -= Kept.Length;
            Return(1);
        }
    }

    void Append(ReadOnlySpan<byte> bytes)
    {
        if (keptLength + (long)bytes.Length > mostKept)
        {
            (IsTooLarge, kept, keptLength) = (true, new byte[4096], 0);
            return;
        }

        if (keptLength + bytes.Length > kept.Length)
        {
            Array.Resize(ref kept, (int)Math.Min(Math.Max(kept.Length * 2L, keptLength + bytes.Length), Array.MaxLength));
        }

        bytes.CopyTo(kept.AsSpan(keptLength));
        keptLength += bytes.Length;
    }
}
