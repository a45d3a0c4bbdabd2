namespace Klikspaan.Importing;

/// <summary>Reads the records of a WARC file that is not compressed: a head, a block as long as it says, two line ends.</summary>
sealed class WarcPlain(CaptureSource source)
{
    const int HeadBytes = 64 << 10;
    static readonly byte[] Version = "WARC/1."u8.ToArray();

    /// <summary>The next record; null when these bytes are none; one without a head when the file ends.</summary>
    /// <param name="isSearching">Whether what came before was no record.</param>
    /// <param name="cancellation">Stops the work.</param>
    public async ValueTask<ArchivedRecord?> ReadAsync(bool isSearching, CancellationToken cancellation)
    {
        source.Keep();
        if (!await source.HasMoreAsync(cancellation).ConfigureAwait(false))
        {
            return new(source.Position, 0, false, default, null);
        }

        var (headBytes, isCut) = await HeadAsync(cancellation).ConfigureAwait(false);
        if (isCut && (!isSearching || headBytes.AsSpan().StartsWith(Version)) && headBytes.AsSpan().StartsWith(Version.AsSpan(0, Math.Min(Version.Length, headBytes.Length))))
        {
            return Cut();
        }

        if (isCut || WarcHead.Read(headBytes) is not { } head)
        {
            return null;
        }

        var start = new byte[Math.Min(head.BlockLength, HeadBytes)];
        if (!await BlockAsync(head.BlockLength, start, cancellation).ConfigureAwait(false))
        {
            return Cut();
        }

        var end = await LineEndsAsync(cancellation).ConfigureAwait(false);
        var length = source.Position - source.KeptFrom;
        return end switch
        {
            null => Cut(),
            false => new(source.KeptFrom, length, false, default, null, new("length", $"two line ends after a block of {head.BlockLength} bytes, as the record says", "something else")),
            true => new(source.KeptFrom, length, false, source.Kept, head) { BlockStart = start, Inflated = length },
        };
    }

    /// <summary>Goes to what may be the beginning of a record: a line that begins with the version.</summary>
    public async Task NextAsync(CancellationToken cancellation)
    {
        source.ReturnToSearch();
        while (await source.HasMoreAsync(cancellation).ConfigureAwait(false))
        {
            var at = source.Next.Span.IndexOf((byte)'\n');
            source.Take(at < 0 ? source.Next.Length : at + 1);
            if (at >= 0 && await IsVersionAsync(cancellation).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    async ValueTask<bool> IsVersionAsync(CancellationToken cancellation)
    {
        source.Keep();
        foreach (var expected in Version)
        {
            if (await source.ByteAsync(cancellation).ConfigureAwait(false) != expected)
            {
                source.Return(0);
                return false;
            }
        }

        source.Return(0);
        return true;
    }

    async ValueTask<(byte[] Bytes, bool IsCut)> HeadAsync(CancellationToken cancellation)
    {
        var head = new List<byte>(512);
        while (head.Count < HeadBytes)
        {
            var value = await source.ByteAsync(cancellation).ConfigureAwait(false);
            if (value < 0)
            {
                return ([.. head], true);
            }

            head.Add((byte)value);
            if (value == '\n' && head.Count > 2 && (head[^2] == '\n' || (head[^2] == '\r' && head[^3] == '\n')))
            {
                break;
            }

            if (head.Count <= Version.Length && value != Version[head.Count - 1])
            {
                break;
            }
        }

        return ([.. head], false);
    }

    /// <summary>Takes the block, and copies its first bytes; false when the file ends within it.</summary>
    async ValueTask<bool> BlockAsync(long length, byte[] start, CancellationToken cancellation)
    {
        for (long taken = 0; taken < length;)
        {
            if (!await source.HasMoreAsync(cancellation).ConfigureAwait(false))
            {
                return false;
            }

            var take = (int)Math.Min(source.Next.Length, length - taken);
            if (taken < start.Length)
            {
                var copy = (int)Math.Min(take, start.Length - taken);
                source.Next.Span[..copy].CopyTo(start.AsSpan((int)taken));
            }

            source.Take(take);
            taken += take;
        }

        return true;
    }

    /// <summary>Whether two line ends follow; null when the file ends within them.</summary>
    async ValueTask<bool?> LineEndsAsync(CancellationToken cancellation)
    {
        foreach (var expected in "\r\n\r\n")
        {
            var value = await source.ByteAsync(cancellation).ConfigureAwait(false);
            if (value != expected)
            {
                return value < 0 ? null : false;
            }
        }

        return true;
    }

    ArchivedRecord Cut() => new(source.KeptFrom, source.Position - source.KeptFrom, false, default, null, new("cut", "the rest of the record", "the end of the file"));
}
