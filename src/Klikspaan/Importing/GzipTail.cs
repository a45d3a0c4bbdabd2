namespace Klikspaan.Importing;

/// <summary>Compressed bytes in memory of which the last are handed out one by one, to see which is the last one needed.</summary>
sealed class GzipTail(ReadOnlyMemory<byte> bytes, int oneByOne) : MemoryStream
{
    /// <summary>How many bytes were handed out.</summary>
    public int Given { get; private set; }

    /// <summary>Whether more was asked for than there is.</summary>
    public bool IsCut { get; private set; }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var left = bytes.Length - Given;
        IsCut |= left == 0;
        var take = Math.Min(buffer.Length, left > oneByOne ? left - oneByOne : Math.Min(left, 1));
        bytes.Span.Slice(Given, take).CopyTo(buffer);
        Given += take;
        return take;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
}
