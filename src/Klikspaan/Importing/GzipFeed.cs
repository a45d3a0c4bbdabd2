namespace Klikspaan.Importing;

/// <summary>
/// Hands compressed bytes to a decompressing stream in small steps. The stream takes what it is given and does not say
/// what it did not need, so the end of a member is somewhere in the last step; with steps of one byte it is known.
/// </summary>
sealed class GzipFeed(CaptureSource source) : Stream
{
    /// <summary>The size of a step.</summary>
    public const int Step = 256;

    /// <summary>How many bytes the last step was.</summary>
    public int LastStep { get; private set; }

    /// <summary>Whether more was asked for than the file holds.</summary>
    public bool IsCut { get; private set; }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!await source.HasMoreAsync(cancellationToken).ConfigureAwait(false))
        {
            IsCut = true;
            return 0;
        }

        // What was not kept cannot be gone through again, so every step is exact from there.
        LastStep = Math.Min(Math.Min(buffer.Length, Math.Clamp(source.Room, 1, Step)), source.Next.Length);
        source.Next.Span[..LastStep].CopyTo(buffer.Span);
        source.Take(LastStep);
        return LastStep;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
