using System.IO.Compression;

namespace Klikspaan.Importing;

/// <summary>
/// Finds where bytes in deflate (RFC 1951) end, exactly, without holding what they give: they do not say how long they are.
/// </summary>
sealed class Inflation(CaptureSource source)
{
    /// <summary>How much of what they give is kept, to see what it is.</summary>
    public const int StartBytes = 64 << 10;

    readonly byte[] start = new byte[StartBytes];
    readonly byte[] rest = new byte[16 << 10];
    int started;
    Crc32 checksum = new();

    /// <summary>Is given what they give, piece by piece; null where nobody asks for it.</summary>
    public Action<ReadOnlyMemory<byte>>? Gives { get; init; }

    /// <summary>How many bytes they give.</summary>
    public long Inflated { get; private set; }

    /// <summary>The checksum of these.</summary>
    public uint Checksum => checksum.Value;

    /// <summary>The first of these; until the next are read.</summary>
    public ReadOnlyMemory<byte> Start => start.AsMemory(0, started);

    /// <summary>Forgets what was read.</summary>
    public void Clear() => (Inflated, started, checksum) = (0, 0, new());

    /// <summary>Goes to the end of what begins here, and says how that went; the source keeps the bytes.</summary>
    /// <param name="from">How many bytes the source keeps before them.</param>
    /// <param name="mustBe">What they must begin with; the work is stopped as soon as they do not. Empty for anything.</param>
    /// <param name="most">How many bytes they may give.</param>
    /// <param name="cancellation">Stops the work.</param>
    public async ValueTask<GzipEnd> ReadAsync(int from, ReadOnlyMemory<byte> mustBe, long most, CancellationToken cancellation)
    {
        using var feed = new GzipFeed(source);
        try
        {
            await using var deflate = new DeflateStream(feed, CompressionMode.Decompress);
            while (true)
            {
                var to = started < StartBytes ? start.AsMemory(started) : rest;
                var read = await deflate.ReadAsync(to, cancellation).ConfigureAwait(false);
                if (read == 0)
                {
                    break;
                }

                started += started < StartBytes ? read : 0;
                Inflated += read;
                checksum.Add(to.Span[..read]);
                Gives?.Invoke(to[..read]);
                var compare = Math.Min(started, mustBe.Length);
                if (!start.AsSpan(0, compare).SequenceEqual(mustBe.Span[..compare]))
                {
                    return GzipEnd.Broken;
                }

                if (Inflated > most)
                {
                    return GzipEnd.TooLarge;
                }
            }
        }
        catch (InvalidDataException)
        {
            return feed.IsCut ? GzipEnd.Cut : GzipEnd.Broken;
        }

        if (feed.IsCut)
        {
            return GzipEnd.Cut;
        }

        if (source.IsTooLarge)
        {
            return GzipEnd.Whole;
        }

        if (Needed(source.Kept[from..], feed.LastStep) is not { } needed)
        {
            return GzipEnd.Broken;
        }

        source.Return(from + needed);
        return GzipEnd.Whole;
    }

    /// <summary>How many of these bytes are needed until the compressed bytes say that they end.</summary>
    int? Needed(ReadOnlyMemory<byte> bytes, int lastStep)
    {
        using var tail = new GzipTail(bytes, lastStep);
        using var deflate = new DeflateStream(tail, CompressionMode.Decompress);
        long inflated = 0;
        while (deflate.Read(rest) is > 0 and var read)
        {
            inflated += read;
        }

        return inflated == Inflated ? tail.Given : null;
    }
}
