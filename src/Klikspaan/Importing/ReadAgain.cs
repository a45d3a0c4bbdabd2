namespace Klikspaan.Importing;

/// <summary>
/// A file of which bytes are read in any order. It is read once to its end, as whoever digests or copies it needs; then a stream that
/// can go back is gone back in, and a short one that cannot is held.
/// </summary>
sealed class ReadAgain
{
    /// <summary>Longest file that is held.</summary>
    public const int MostHeld = 16 << 20;

    readonly Stream source;

    ReadAgain(Stream source, long length) => (this.source, Length) = (source, length);

    /// <summary>How long the file is.</summary>
    public long Length { get; }

    /// <summary>A stream that can be gone back in, of which nothing is read yet.</summary>
    public static ReadAgain Of(Stream stream) => new(stream, stream.Length);

    /// <summary>Reads a stream to its end; null when it cannot be gone back in and is too long to be held.</summary>
    public static async Task<(ReadAgain? File, long Length)> OpenAsync(Stream stream, CancellationToken cancellation)
    {
        var block = new byte[1 << 16];
        var held = stream.CanSeek ? null : new MemoryStream();
        long length = 0;
        while (await stream.ReadAsync(block, cancellation).ConfigureAwait(false) is > 0 and var read)
        {
            length += read;
            if (length > MostHeld)
            {
                held?.SetLength(0);
            }
            else
            {
                held?.Write(block, 0, read);
            }
        }

        return (held is not null && length > MostHeld ? null : new(held ?? stream, length), length);
    }

    /// <summary>Reads what stands at <paramref name="offset"/>; gives how much there was.</summary>
    public int Read(long offset, Span<byte> bytes)
    {
        source.Position = offset;
        return source.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
    }
}
