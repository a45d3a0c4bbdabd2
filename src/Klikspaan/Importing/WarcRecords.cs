using System.Runtime.CompilerServices;

namespace Klikspaan.Importing;

/// <summary>
/// Cuts a WARC file into its records, compressed or not. What is no record is passed over and reported once, up to where
/// the next record begins.
/// </summary>
sealed class WarcRecords(Stream stream, Limits limits)
{
    static readonly byte[] Version = "WARC/"u8.ToArray();
    readonly CaptureSource source = new(stream, limits.EntryBytes);

    /// <summary>Where what is no record began; -1 when all before was read.</summary>
    long strayFrom = -1;

    /// <summary>The records in file order; the last one tells when the file was cut.</summary>
    public async IAsyncEnumerable<ArchivedRecord> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!await source.HasMoreAsync(cancellation).ConfigureAwait(false))
        {
            yield return Cut("a WARC record");
            yield break;
        }

        var isGzip = source.Next.Span[0] == 0x1F;
        var member = isGzip ? new GzipMember(source) : null;
        var plain = isGzip ? null : new WarcPlain(source);
        while (true)
        {
            var record = member is not null
                ? await CompressedAsync(member, cancellation).ConfigureAwait(false)
                : await plain!.ReadAsync(strayFrom >= 0, cancellation).ConfigureAwait(false);
            if (record is null && strayFrom < 0)
            {
                strayFrom = source.KeptFrom;
            }

            if (record is null)
            {
                await (isGzip ? NextMemberAsync(cancellation) : plain!.NextAsync(cancellation)).ConfigureAwait(false);
                continue;
            }

            if (strayFrom >= 0)
            {
                yield return new(strayFrom, record.Offset - strayFrom, isGzip, default, null, new("frame", "a WARC record", $"{record.Offset - strayFrom} bytes that are none, and were not read"));
                strayFrom = -1;
            }

            if (record.Fault is null && record.Head is null)
            {
                yield break;
            }

            yield return record;
            if (record.Fault is { Kind: "cut" })
            {
                yield break;
            }
        }
    }

    /// <summary>The next record; null when these bytes are none; one without a head when the file ends.</summary>
    async ValueTask<ArchivedRecord?> CompressedAsync(GzipMember member, CancellationToken cancellation)
    {
        var isSearching = strayFrom >= 0;
        var end = await member.ReadAsync(isSearching ? Version : default, cancellation).ConfigureAwait(false);
        if (end == GzipEnd.None)
        {
            return new(source.Position, 0, true, default, null);
        }

        // In search of a record any three bytes can look like the beginning of one that was cut.
        if (end == GzipEnd.Broken || (end == GzipEnd.Cut && (isSearching ? member.Start.Length < Version.Length : !IsBeginning(member))))
        {
            return null;
        }

        if (end == GzipEnd.Other)
        {
            return await OtherAsync(member, isSearching, cancellation).ConfigureAwait(false);
        }

        return end == GzipEnd.Cut ? Cut("the rest of the record") : Whole(member);
    }

    ArchivedRecord Whole(GzipMember member)
    {
        var (offset, length) = (source.KeptFrom, source.Position - source.KeptFrom);
        var head = WarcHead.Read(member.Start.Span);
        var fault = head is null ? new("frame", "a WARC record in the gzip member", "something else")
            : Block(head, member.Inflated) is { Length: > 0 } problem ? new EntryFault("length", $"a block of {head.BlockLength} bytes, as the record says", problem)
            : null;
        var from = head?.Length ?? 0;
        return new(offset, length, true, source.Kept, fault is null ? head : null, fault)
        {
            BlockStart = member.Start.Slice(from, (int)Math.Min(member.Start.Length - from, head?.BlockLength ?? 0)),
            Inflated = member.Inflated,
        };
    }

    /// <summary>Whether these can be the first bytes of a record; else a change has led to bytes of other members.</summary>
    static bool IsBeginning(GzipMember member)
    {
        var start = member.Start.Span;
        return start[..Math.Min(start.Length, Version.Length)].SequenceEqual(Version.AsSpan(0, Math.Min(start.Length, Version.Length)))
            && (WarcHead.Read(start) is not { } head || member.Inflated <= head.Length + head.BlockLength + 4);
    }

    /// <summary>
    /// A member that was changed, where another one follows; else what looked like its end is none. It is not searched
    /// for members where that can be helped: its contents are the choice of who sent them.
    /// </summary>
    async ValueTask<ArchivedRecord?> OtherAsync(GzipMember member, bool isSearching, CancellationToken cancellation)
    {
        var isLast = !await source.HasMoreAsync(cancellation).ConfigureAwait(false);
        var isFollowed = isLast || (source.Next.Span[0] == 0x1F && (source.Next.Length == 1 || source.Next.Span[1] == 0x8B));
        return isFollowed && !isSearching && IsBeginning(member)
            ? new(source.KeptFrom, source.Position - source.KeptFrom, true, default, null, new("gzip", "a gzip member with the checksum that it holds", "another"))
            : null;
    }

    /// <summary>Two line ends follow the block; some writers leave them out, or one.</summary>
    static string Block(WarcHead head, long inflated) =>
        inflated - head.Length - head.BlockLength is 0 or 2 or 4 ? "" : $"{inflated - head.Length} bytes after the head";

    ArchivedRecord Cut(string expected) =>
        new(source.KeptFrom, source.Position - source.KeptFrom, false, default, null, new("cut", expected, "the end of the file"));

    /// <summary>Goes to what may be the beginning of a gzip member, after where the source kept from.</summary>
    async Task NextMemberAsync(CancellationToken cancellation)
    {
        source.ReturnToSearch();
        while (await source.HasMoreAsync(cancellation).ConfigureAwait(false))
        {
            var at = source.Next.Span.IndexOf((byte)0x1F);
            if (at == 0)
            {
                return;
            }

            source.Take(at < 0 ? source.Next.Length : at);
        }
    }
}
