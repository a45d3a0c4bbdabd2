using System.Runtime.CompilerServices;

namespace Klikspaan.Importing;

/// <summary>
/// Reads logs, in which nothing stands but that there was a contact: each line is one, or a name that was looked up. What was sent in it is not shown.
/// The formats are in <see cref="LogFormats"/>.
/// </summary>
public sealed class LogReader : ICaptureReader
{
    readonly ILogFormat format;

    internal LogReader(ILogFormat format) => this.format = format;

    /// <inheritdoc/>
    public string Format => format.Name;

    /// <inheritdoc/>
    public string Extension => format.Extension;

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head)
    {
        var text = head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] ? TextFeed.Of(head).Block : head;
        return format.Recognises(text.StartsWith(TextFeed.Mark) ? text[TextFeed.Mark.Length..] : text);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<CaptureEntry> SplitAsync(Stream stream, Limits limits, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(limits);
        LogHead? head = null;
        var number = 0;
        var isCut = false;
        var feed = new TextFeed(stream);
        await foreach (var line in LogLines.ReadAsync(feed, limits.EntryBytes, cancellation).ConfigureAwait(false))
        {
            if (line.IsTooLong)
            {
                yield return line.TooLong(++number, limits.EntryBytes);
                continue;
            }

            var text = LogLine.Trim(line.Bytes.Span, line.Offset);
            if (text.IsEmpty)
            {
                continue;
            }

            if (!line.IsEnded && !format.ShowsItsEnd)
            {
                isCut = true;
                yield return new(++number, line.Offset, line.Length, default, EntryKind.Broken, new("cut", "the end of the line", "the end of the file: what stands there may not be whole"));
            }
            else if (format.Head(head, text) is { } next)
            {
                head = next;
                if (next.Fault is { } fault)
                {
                    yield return new(0, line.Offset, line.Length, default, EntryKind.Broken, fault);
                }
            }
            else if (head is not { IsPassedOver: true } && format.IsRead(text))
            {
                yield return new LogEntry(++number, line.Offset, line.Length, line.Bytes, head) { Step = feed.Step };
            }
        }

        var losses = new Losses();
        feed.Tell(losses);
        if (head is { IsOpen: true } && !isCut)
        {
            losses.Add("cut", "the line with which such a log ends", "the end of the file: it was being written, or the rest is missing", feed.Position, 0);
        }

        foreach (var loss in losses.Entries())
        {
            yield return loss;
        }
    }

    /// <inheritdoc/>
    public Exchange? Read(CaptureEntry entry, string capture, ICollection<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(problems);
        return format.Read(new(entry, capture, problems));
    }
}
