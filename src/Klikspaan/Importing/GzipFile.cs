using System.Globalization;

namespace Klikspaan.Importing;

/// <summary>A file compressed with gzip (RFC 1952), which may be several members one behind the other: whether it is whole, and what can be had of it where it is not.</summary>
public static class GzipFile
{
    /// <summary>Of larger members the end is looked for byte by byte.</summary>
    const int MostKept = 8 << 20;

    /// <summary>
    /// Goes through the file from its beginning, without holding what it gives; gives what is wrong with it, at the first place where something is: null when each member is whole and nothing stands behind
    /// the last one.
    /// </summary>
    /// <param name="stream">The file.</param>
    /// <param name="gives">Is given what was compressed, piece by piece, up to there; null where nobody asks for it.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static async Task<EntryFault?> ReadAsync(Stream stream, Action<ReadOnlyMemory<byte>>? gives, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var source = new CaptureSource(stream, MostKept);
        var member = new GzipMember(source, gives);
        for (var isFirst = true; ; isFirst = false)
        {
            var end = await member.ReadAsync(default, cancellation).ConfigureAwait(false);
            if (end == GzipEnd.Whole)
            {
                continue;
            }

            return (end, isFirst) switch
            {
                (GzipEnd.None, false) => null,
                (GzipEnd.None or GzipEnd.Cut, _) => new("cut", "the rest of what was compressed", "the end of the file"),
                (GzipEnd.Other, _) => new("gzip", "bytes with the checksum and the length that stand behind them", "others: any of them may have been changed"),
                (_, false) when !source.Kept.Span.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) => new("gzip", "the end of the file, or another member, after what was compressed", Behind(source.KeptFrom)),
                _ => new("gzip", "compressed bytes", string.Create(CultureInfo.InvariantCulture, $"others, in what begins at byte {source.KeptFrom}: what comes from there on was not read, or only in part")),
            };
        }
    }

    static string Behind(long from) => string.Create(CultureInfo.InvariantCulture, $"more bytes from byte {from} on, which were not read");
}
