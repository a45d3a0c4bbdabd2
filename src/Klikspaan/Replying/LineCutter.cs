using System.Buffers;

namespace Klikspaan.Replying;

/// <summary>Cuts text into its lines, each of which is a record; a line that is too long into pieces. Whatever another form cannot read is read so.</summary>
static class LineCutter
{
    const int Back = 4096, Overlap = 512;
    static readonly SearchValues<byte> Separators = SearchValues.Create(" \t,;|<>()[]{}"u8);

    /// <summary>Cuts from where the feed is to the end of the file.</summary>
    public static void Cut(ReplyFeed feed, ReplyPart part, ReplySink sink)
    {
        var isTold = false;
        while (Line(feed, part, sink, ref isTold))
        {
        }
    }

    /// <summary>Cuts the next line, or the next piece of one; false at the end of the file.</summary>
    /// <param name="feed">The file.</param>
    /// <param name="part">What it is of the reply.</param>
    /// <param name="sink">Takes the line.</param>
    /// <param name="isTold">Whether it was told that a line is too long.</param>
    public static bool Line(ReplyFeed feed, ReplyPart part, ReplySink sink, ref bool isTold)
    {
        var most = sink.Limits.ValueBytes;
        var seen = 0;
        var end = -1;
        while ((end = feed.Rest[seen..].IndexOf((byte)'\n')) < 0)
        {
            seen = feed.Rest.Length;
            if (!feed.Fill(most))
            {
                break;
            }
        }

        end = end < 0 ? -1 : end + seen;
        if (feed.Rest.IsEmpty)
        {
            return false;
        }

        if (end >= 0 || feed.IsEnd || feed.Rest.Length < most)
        {
            var length = end < 0 ? feed.Rest.Length : end;
            Give(feed, part, sink, length);
            feed.Take(end < 0 ? length : end + 1);
            return true;
        }

        if (!isTold)
        {
            isTold = true;
            sink.Report(part.Fault(sink.Reply, feed.Position, feed.Rest.Length, "limit", $"lines of at most {most} bytes", "a longer one, which is read in pieces"));
        }

        // A value is not cut in two where something separates values; where nothing does, pieces overlap.
        var piece = feed.Rest[..most];
        var tail = Math.Max(0, most - Math.Min(Back, most / 2));
        var at = piece[tail..].LastIndexOfAny(Separators);
        Give(feed, part, sink, at < 0 ? most : tail + at + 1);
        feed.Take(at < 0 ? most - Math.Min(Overlap, most / 4) : tail + at + 1);
        return true;
    }

    static void Give(ReplyFeed feed, ReplyPart part, ReplySink sink, int length)
    {
        var line = feed.Rest[..length];
        var start = line.Length - line.TrimStart(" \t\r\f\0"u8).Length;
        line = line.Trim(" \t\r\f\0"u8);
        if (!line.IsEmpty)
        {
            var (offset, size, steps) = part.Place(feed.Position + start, line.Length, "");
            sink.Take(new(part, [new("", offset, size, steps, line.ToArray())]));
        }
    }
}
