namespace Klikspaan.Importing;

/// <summary>
/// Finds where a gzip member (RFC 1952) ends, exactly, without holding what it gives: only that says where the next one
/// begins.
/// </summary>
/// <param name="source">The file.</param>
/// <param name="gives">Is given what the members give, piece by piece; null where nobody asks for it.</param>
sealed class GzipMember(CaptureSource source, Action<ReadOnlyMemory<byte>>? gives = null)
{
    readonly Inflation inflation = new(source) { Gives = gives };

    /// <summary>How many bytes it gives.</summary>
    public long Inflated => inflation.Inflated;

    /// <summary>The first bytes that it gives; until the next one is read.</summary>
    public ReadOnlyMemory<byte> Start => inflation.Start;

    /// <summary>Goes to the end of the member that begins here, and says how that went; the source keeps its bytes.</summary>
    /// <param name="mustBe">What it must begin with; the work is stopped as soon as it does not. Empty for anything.</param>
    /// <param name="cancellation">Stops the work.</param>
    public async ValueTask<GzipEnd> ReadAsync(ReadOnlyMemory<byte> mustBe, CancellationToken cancellation)
    {
        source.Keep();
        inflation.Clear();
        var end = await HeaderAsync(cancellation).ConfigureAwait(false);
        if (end == GzipEnd.Whole)
        {
            end = await inflation.ReadAsync((int)(source.Position - source.KeptFrom), mustBe, long.MaxValue, cancellation).ConfigureAwait(false);
        }

        return end == GzipEnd.Whole ? await TrailerAsync(cancellation).ConfigureAwait(false) : end;
    }

    /// <summary>Section 2.3; what no version of the format uses is no header.</summary>
    async ValueTask<GzipEnd> HeaderAsync(CancellationToken cancellation)
    {
        byte[] magic = [0x1F, 0x8B, 8];
        foreach (var expected in magic)
        {
            var found = await source.ByteAsync(cancellation).ConfigureAwait(false);
            if (found != expected)
            {
                return found >= 0 ? GzipEnd.Broken : source.Position == source.KeptFrom ? GzipEnd.None : GzipEnd.Cut;
            }
        }

        var flags = await source.ByteAsync(cancellation).ConfigureAwait(false);
        if (flags > 0x1F)
        {
            return GzipEnd.Broken;
        }

        var end = flags < 0 ? GzipEnd.Cut : await SkipAsync(6, cancellation).ConfigureAwait(false);
        if (end == GzipEnd.Whole && (flags & 4) != 0)
        {
            var low = await source.ByteAsync(cancellation).ConfigureAwait(false);
            var high = await source.ByteAsync(cancellation).ConfigureAwait(false);
            end = high < 0 ? GzipEnd.Cut : await SkipAsync((high << 8) | low, cancellation).ConfigureAwait(false);
        }

        for (var text = 8; text <= 16 && end == GzipEnd.Whole; text *= 2)
        {
            end = (flags & text) != 0 ? await TextAsync(cancellation).ConfigureAwait(false) : end;
        }

        return end == GzipEnd.Whole && (flags & 2) != 0 ? await SkipAsync(2, cancellation).ConfigureAwait(false) : end;
    }

    async ValueTask<GzipEnd> TextAsync(CancellationToken cancellation)
    {
        for (var i = 0; i < Inflation.StartBytes; i++)
        {
            var value = await source.ByteAsync(cancellation).ConfigureAwait(false);
            if (value <= 0)
            {
                return value < 0 ? GzipEnd.Cut : GzipEnd.Whole;
            }
        }

        return GzipEnd.Broken;
    }

    async ValueTask<GzipEnd> SkipAsync(int count, CancellationToken cancellation)
    {
        for (; count > 0; count--)
        {
            if (await source.ByteAsync(cancellation).ConfigureAwait(false) < 0)
            {
                return GzipEnd.Cut;
            }
        }

        return GzipEnd.Whole;
    }

    /// <summary>Checksum and length, the lowest byte first.</summary>
    async ValueTask<GzipEnd> TrailerAsync(CancellationToken cancellation)
    {
        var found = 0UL;
        for (var shift = 0; shift < 64; shift += 8)
        {
            var value = await source.ByteAsync(cancellation).ConfigureAwait(false);
            if (value < 0)
            {
                return GzipEnd.Cut;
            }

            found |= (ulong)value << shift;
        }

        return found == (inflation.Checksum | ((ulong)(uint)Inflated << 32)) ? GzipEnd.Whole : GzipEnd.Other;
    }
}

/// <summary>How the reading of a gzip member ended.</summary>
enum GzipEnd
{
    /// <summary>There is none: the file ends before it.</summary>
    None,

    /// <summary>At its end.</summary>
    Whole,

    /// <summary>The file ends within it.</summary>
    Cut,

    /// <summary>At its end, but what it gives does not have the checksum and length that it holds.</summary>
    Other,

    /// <summary>These bytes are no gzip member.</summary>
    Broken,

    /// <summary>It gives more than was allowed.</summary>
    TooLarge,
}
