namespace Klikspaan.Decoding;

/// <summary>
/// Compressed bytes as a stream that knows whether exactly these were used. The framework's streams take cut input for
/// whole and pass over what follows the end; so the last bytes are handed out one by one, and one too many is noticed.
/// </summary>
sealed class CompressedInput(ReadOnlyMemory<byte> source, bool endsItself) : Stream
{
    const int OneByOne = 64;
    bool isCut;
    int at;

    /// <summary>Whether all bytes were taken and, for a format that marks its own end, no more were asked for.</summary>
    public bool IsUsedUp => at == source.Length && !(endsItself && isCut);

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => source.Length;

    /// <inheritdoc/>
    public override long Position { get => at; set => throw new NotSupportedException(); }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var left = source.Length - at;
        isCut |= left == 0;
        var take = Math.Min(buffer.Length, left > OneByOne ? left - OneByOne : Math.Min(left, 1));
        source.Span.Slice(at, take).CopyTo(buffer);
        at += take;
        return take;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
