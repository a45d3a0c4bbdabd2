namespace Klikspaan.Store;

/// <summary>Streams one after the other as one, each as long as it was when they were put together; they are closed with it.</summary>
sealed class JoinedStream : Stream
{
    readonly IReadOnlyList<(Stream Stream, long Start, long Length)> parts;

    /// <summary>Puts them together.</summary>
    public JoinedStream(params IEnumerable<(Stream Stream, long Length)> streams)
    {
        var all = new List<(Stream, long, long)>();
        foreach (var (stream, length) in streams)
        {
            all.Add((stream, Length, length));
            Length += length;
        }

        parts = all;
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => true;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length { get; }

    /// <inheritdoc/>
    public override long Position { get; set; }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        foreach (var (stream, start, length) in parts)
        {
            if (Position < start + length && !buffer.IsEmpty)
            {
                stream.Position = Position - start;
                var read = stream.Read(buffer[..(int)Math.Min(buffer.Length, start + length - Position)]);
                Position += read;
                return read > 0 ? read : throw new IOException("a file became shorter while it was read");
            }
        }

        return 0;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) =>
        Position = offset + (origin switch { SeekOrigin.Begin => 0, SeekOrigin.Current => Position, _ => Length });

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        foreach (var (stream, _, _) in disposing ? parts : [])
        {
            stream.Dispose();
        }

        base.Dispose(disposing);
    }
}
