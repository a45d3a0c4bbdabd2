using System.Buffers;
using System.Runtime.CompilerServices;

namespace Klikspaan.Importing;

/// <summary>Cuts a file into lines, without ever holding more than one.</summary>
static class LogLines
{
    const int MostKept = 1 << 16;

    /// <summary>The lines in the order of the file, empty ones too; of one that is longer than <paramref name="most"/> bytes only where it stands.</summary>
    public static async IAsyncEnumerable<LineOfFile> ReadAsync(TextFeed feed, int most, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var begun = new ArrayBufferWriter<byte>();
        long start = 0, length = 0;
        while (await feed.NextAsync(cancellation).ConfigureAwait(false))
        {
            for (var at = 0; at < feed.Block.Length;)
            {
                var end = feed.Block[at..].IndexOf((byte)'\n');
                var take = end < 0 ? feed.Block.Length - at : end;
                length += take;
                if (length <= most)
                {
                    begun.Write(feed.Block.Slice(at, take));
                }

                var ended = feed.Place(at + take);
                at += take + (end < 0 ? 0 : 1);
                if (end >= 0)
                {
                    yield return Line(begun, start, ended, length > most, isEnded: true);
                    (start, length) = (feed.Place(at), 0);
                    begun = begun.Capacity > MostKept ? new() : begun;
                    begun.ResetWrittenCount();
                }
            }
        }

        if (length > 0)
        {
            yield return Line(begun, start, feed.Place(0), length > most, isEnded: false);
        }
    }

    static LineOfFile Line(ArrayBufferWriter<byte> bytes, long start, long end, bool isTooLong, bool isEnded) =>
        new(start, end - start, isTooLong ? default : bytes.WrittenSpan.ToArray(), isEnded, isTooLong);
}

/// <summary>A line as it stands in a file.</summary>
/// <param name="Offset">Where it starts in the file.</param>
/// <param name="Length">How long it is, without its line feed.</param>
/// <param name="Bytes">Its bytes; none when it is too long.</param>
/// <param name="IsEnded">Whether a line feed ends it; only the last line of a file can lack one.</param>
/// <param name="IsTooLong">Whether it is longer than it may be.</param>
readonly record struct LineOfFile(long Offset, long Length, ReadOnlyMemory<byte> Bytes, bool IsEnded, bool IsTooLong)
{
    /// <summary>What is wrong with a line that is too long.</summary>
    public CaptureEntry TooLong(int number, int most) =>
        new(number, Offset, Length, default, EntryKind.Broken, new("limit", $"a line of at most {most} bytes", $"{Length} bytes"));
}
