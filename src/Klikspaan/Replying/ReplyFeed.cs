namespace Klikspaan.Replying;

/// <summary>The bytes of a file of a reply, of which only a part is held.</summary>
/// <param name="stream">The file.</param>
sealed class ReplyFeed(Stream stream)
{
    byte[] block = new byte[64 << 10];
    int from, to;

    /// <summary>Where the bytes that are held begin, in bytes from the start of the file.</summary>
    public long Position { get; private set; }

    /// <summary>The bytes that are held and were not taken.</summary>
    public ReadOnlySpan<byte> Rest => block.AsSpan(from, to - from);

    /// <summary>Whether the file holds nothing behind these.</summary>
    public bool IsEnd { get; private set; }

    /// <summary>Goes on behind the first of the bytes that are held.</summary>
    public void Take(int count)
    {
        from += count;
        Position += count;
    }

    /// <summary>Reads on; false where nothing came, or where as many bytes are held as may be.</summary>
    /// <param name="most">Most bytes to hold.</param>
    public bool Fill(int most)
    {
        if (from > 0)
        {
            block.AsSpan(from, to - from).CopyTo(block);
            (from, to) = (0, to - from);
        }

        if (to >= most || IsEnd)
        {
            return false;
        }

        if (to == block.Length)
        {
            Array.Resize(ref block, (int)Math.Min(most, block.Length * 2L));
        }

        var read = stream.Read(block, to, block.Length - to);
        (to, IsEnd) = (to + read, read == 0);
        return read > 0;
    }

    /// <summary>Holds at least so many bytes, as far as the file has them.</summary>
    public void Ensure(int count)
    {
        while (to - from < count && Fill(Math.Max(count, block.Length)))
        {
        }
    }
}
