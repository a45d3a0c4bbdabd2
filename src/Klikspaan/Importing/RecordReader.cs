using System.Runtime.CompilerServices;

namespace Klikspaan.Importing;

/// <summary>
/// Reads records that a viewer of diagnostic data or a vendor's service gave as JSON: the kinds in <see cref="RecordKind.Members"/>, in a list, in pages, or one after the
/// other. Nothing in such a file shows that a device sent anything.
/// </summary>
public sealed class RecordReader : ICaptureReader
{
    /// <inheritdoc/>
    public string Format => "json-records";

    /// <inheritdoc/>
    public string Extension => ".json";

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head) => RecordPlan.Find(TextFeed.Of(head).Block) is not null;

    /// <inheritdoc/>
    public async IAsyncEnumerable<CaptureEntry> SplitAsync(Stream stream, Limits limits, [EnumeratorCancellation] CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(limits);

        // The first block is as much as the reader was recognised by, however the bytes come.
        var feed = new TextFeed(stream);
        var isMore = await feed.NextAsync(cancellation).ConfigureAwait(false);
        if (RecordPlan.Find(feed.Block) is not { } plan)
        {
            yield return new(0, 0, 0, default, EntryKind.Broken, new("frame", "records of JSON that are known", "something else, or the end of the file"));
            yield break;
        }

        var records = new JsonRecords(plan, limits.EntryBytes);
        var found = new List<CaptureEntry>();
        for (; isMore; isMore = await feed.NextAsync(cancellation).ConfigureAwait(false))
        {
            found.Clear();
            records.Take(feed, found);
            foreach (var entry in found)
            {
                yield return entry;
            }
        }

        feed.Tell(records.Losses);
        foreach (var entry in records.End())
        {
            yield return entry;
        }
    }

    /// <inheritdoc/>
    public Exchange? Read(CaptureEntry entry, string capture, ICollection<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(problems);
        if (entry is not RecordEntry { What: { } what })
        {
            throw new ArgumentException("the entry is not of a file of records", nameof(entry));
        }

        if (what.Content.Length == 0)
        {
            return new()
            {
                Number = entry.Number, Offset = entry.Offset, Length = entry.Length, Kind = what.Kind,
                Excerpts = [entry.Piece(MessagePart.Content, "", entry.Offset, entry.Bytes.Span, "", entry.Bytes)],
            };
        }

        var excerpts = new List<Excerpt>();
        var cursor = new JsonCursor(entry.Bytes.Span);
        var hasContent = false;
        for (var isIn = cursor.Object(); isIn && cursor.NextMember();)
        {
            var isContent = !hasContent && cursor.Is(System.Text.Encoding.UTF8.GetBytes(what.Content));
            hasContent |= isContent;
            Add(excerpts, entry, isContent, ref cursor);
        }

        if (cursor.IsBroken)
        {
            problems.Add(new(new(capture, entry.Number, MessagePart.Whole, "", entry.Offset, entry.Length, ""), "json", "JSON", "bytes that are not"));
            return null;
        }

        if (excerpts is not [{ Part: MessagePart.Content }, ..])
        {
            problems.Add(new(new(capture, entry.Number, MessagePart.Whole, "", entry.Offset, entry.Length, ""), "json", $"a record with text in {what.Content}", "none"));
        }

        return new() { Number = entry.Number, Offset = entry.Offset, Length = entry.Length, Kind = what.Kind, Excerpts = excerpts };
    }

    static void Add(List<Excerpt> excerpts, CaptureEntry entry, bool isContent, ref JsonCursor cursor)
    {
        var name = cursor.Name();
        if (cursor.Any(entry) is { Length: > 0 } value
            && entry.Piece(
                isContent ? MessagePart.Content : MessagePart.Record, isContent ? "" : "/" + ItemPath.Escape(name), value.Offset, value.Raw.Span, value.Steps, value.Unescape(entry.Scratch)) is { Length: > 0 } piece)
        {
            excerpts.Insert(isContent ? 0 : excerpts.Count, piece);
        }
    }
}
