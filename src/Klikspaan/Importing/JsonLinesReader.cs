using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Klikspaan.Importing;

/// <summary>
/// Reads events that a device stored or a tool wrote down, one JSON object to a line (https://jsonlines.org): what a viewer of diagnostic data or
/// a forensic tool exports. Nothing in such a file shows that an event was sent, or where to.
/// </summary>
public sealed class JsonLinesReader : ICaptureReader
{
    /// <inheritdoc/>
    public string Format => "json-lines";

    /// <inheritdoc/>
    public string Extension => ".ndjson";

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head)
    {
        var feed = TextFeed.Of(head);
        var text = feed.Block.StartsWith(TextFeed.Mark) ? feed.Block[TextFeed.Mark.Length..] : feed.Block;
        var end = text.IndexOf((byte)'\n');
        if (end < 0)
        {
            return false;
        }

        // One object alone may be anything; two that follow each other, each on its line, are a list.
        var line = text[..end].Trim(" \t\r"u8);
        return line.Length >= 2 && line[0] == '{' && IsObject(line) && text[(end + 1)..].TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<CaptureEntry> SplitAsync(Stream stream, Limits limits, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(limits);
        var number = 0;
        var feed = new TextFeed(stream);
        await foreach (var line in LogLines.ReadAsync(feed, limits.EntryBytes, cancellation).ConfigureAwait(false))
        {
            if (line.IsTooLong)
            {
                yield return line.TooLong(++number, limits.EntryBytes);
            }
            else if (!line.Bytes.Span.Trim(" \t\r"u8).IsEmpty)
            {
                yield return new(++number, line.Offset, line.Length, line.Bytes, EntryKind.Exchange) { Step = feed.Step };
            }
        }

        var losses = new Losses();
        feed.Tell(losses);
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
        return Stored(entry, capture, problems);
    }

    /// <summary>The object on a line as an event of which it is not shown that it was sent; null, and a problem, when there is none.</summary>
    internal static Exchange? Stored(CaptureEntry entry, string capture, ICollection<Problem> problems)
    {
        var bytes = entry.Bytes.Span;
        var start = bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        start += bytes[start..].Length - bytes[start..].TrimStart(" \t"u8).Length;
        var length = bytes[start..].TrimEnd(" \t\r"u8).Length;
        if (length == 0 || bytes[start] != '{' || !IsObject(bytes.Slice(start, length)))
        {
            problems.Add(new(new(capture, entry.Number, MessagePart.Whole, "", entry.Offset, entry.Length, ""), "json", "a JSON object on a line", $"{entry.Length} bytes that are none"));
            return null;
        }

        return new()
        {
            Number = entry.Number,
            Offset = entry.Offset,
            Length = entry.Length,
            Kind = ExchangeKind.StoredEvent,
            Excerpts = [entry.Piece(MessagePart.Content, "", entry.Place(start), bytes.Slice(start, length), "", entry.Bytes.Slice(start, length))],
        };
    }

    /// <summary>Whether a line is one JSON object.</summary>
    internal static bool IsObject(ReadOnlySpan<byte> line)
    {
        var json = new Utf8JsonReader(line, new JsonReaderOptions { MaxDepth = Limits.Default.Nesting });
        try
        {
            while (json.Read())
            {
            }

            return json.BytesConsumed > 1;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
