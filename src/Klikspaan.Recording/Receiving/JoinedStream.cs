namespace Klikspaan.Recording.Receiving;

/// <summary>Several streams read as one.</summary>
sealed class JoinedStream(params Stream[] parts) : Stream
{
    readonly long length = parts.Sum(p => p.Length);
    long position;
    int current;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get => position; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        for (; current < parts.Length && buffer.Length > 0; current++)
        {
            if (parts[current].Read(buffer) is > 0 and var read)
            {
                position += read;
                return read;
            }
        }

        return 0;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        for (; current < parts.Length && buffer.Length > 0; current++)
        {
            if (await parts[current].ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                position += read;
                return read;
            }
        }

        return 0;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        foreach (var part in parts)
        {
            part.Dispose();
        }

        base.Dispose(disposing);
    }
}
