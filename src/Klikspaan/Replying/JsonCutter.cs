using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Klikspaan.Replying;

/// <summary>
/// Cuts JSON, and JSON that stands line by line, into records: an object or list in a list is one, with what stands in objects within it, and what stands outside of lists is another.
/// Of what is no JSON the line is read as text, or, where no line of its own begins a value, the rest of the file.
/// </summary>
/// <param name="feed">The file.</param>
/// <param name="part">What it is of the reply.</param>
/// <param name="sink">Takes the records.</param>
sealed class JsonCutter(ReplyFeed feed, ReplyPart part, ReplySink sink)
{
    const int LongestPath = 2000, LongestWord = 12;

    static readonly SearchValues<byte> Telling = SearchValues.Create("@0123456789"u8);
    readonly List<Frame> frames = [new("", isList: false, isRecord: true)];
    string name = "";
    int held;
    long lastEnd;
    bool isTold;

    /// <summary>Cuts from where the feed is to the end of the file.</summary>
    public void Cut()
    {
        while (!Values())
        {
            Finish();
            if (lastEnd == 0)
            {
                LineCutter.Cut(feed, part, sink);
                return;
            }

            // Where a whole value was read before, the file may hold one a line, of which this one is broken.
            LineCutter.Line(feed, part, sink, ref isTold);
        }

        Finish();
    }

    /// <summary>Reads tokens; false where something is no JSON, with the feed at the start of the value that is broken or where it broke.</summary>
    bool Values()
    {
        var state = new JsonReaderState(new() { MaxDepth = sink.Limits.Nesting, AllowMultipleValues = true, AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        while (!feed.Rest.IsEmpty || !feed.IsEnd)
        {
            var reader = new Utf8JsonReader(feed.Rest, feed.IsEnd, state);
            long done = 0;
            try
            {
                while (reader.Read())
                {
                    Token(ref reader);
                    done = reader.BytesConsumed;
                }
            }
            catch (JsonException e)
            {
                feed.Take((int)done);
                sink.Report(part.Fault(sink.Reply, feed.Position, Math.Min(feed.Rest.Length, 1), "json", $"JSON, of at most {sink.Limits.Nesting} levels", e.Message.Contains("depth", StringComparison.OrdinalIgnoreCase) ? "more levels: what follows is read as text" : "something else: what follows is read as text"));
                return false;
            }

            feed.Take((int)reader.BytesConsumed);
            state = reader.CurrentState;
            if (feed.IsEnd)
            {
                break;
            }

            if (!feed.Fill(sink.Limits.ValueBytes) && !feed.IsEnd)
            {
                sink.Report(part.Fault(sink.Reply, feed.Position, feed.Rest.Length, "limit", $"values of at most {sink.Limits.ValueBytes} bytes", "a longer one: it and what follows are read as text"));
                return false;
            }
        }

        return true;
    }

    void Token(ref Utf8JsonReader reader)
    {
        var frame = frames[^1];
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                name = TableCutter.Pointer(reader.ValueIsEscaped && JsonEscapes.TryUnescape(reader.ValueSpan, out var text, out _) ? text : reader.ValueSpan);
                if (reader.ValueSpan.Length >= LongestWord || reader.ValueSpan.ContainsAny(Telling))
                {
                    Add(ref reader, frame.Path);
                }

                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                // Each value of a file that holds several is a record, like each in a list.
                frames.Add(new(PathOf(frame), reader.TokenType == JsonTokenType.StartArray, frame.IsList || frames.Count == 1));
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                frames.RemoveAt(frames.Count - 1);
                if (frame.IsRecord)
                {
                    Flush(frame);
                }

                lastEnd = frames.Count == 1 ? feed.Position + reader.BytesConsumed : lastEnd;
                break;
            case JsonTokenType.String or JsonTokenType.Number:
                Add(ref reader, PathOf(frame));
                break;
            default:
                break;
        }
    }

    string PathOf(Frame frame)
    {
        var step = frame.IsList ? "/*" : frames.Count == 1 ? "" : name;
        return frame.Path.Length + step.Length > LongestPath ? frame.Path : step.Length == 0 ? frame.Path : frame.Children.TryGetValue(step, out var path) ? path : frame.Remember(step);
    }

    void Add(ref Utf8JsonReader reader, string field)
    {
        var span = reader.ValueSpan;
        if (span.IsEmpty)
        {
            return;
        }

        var isEscaped = reader.TokenType != JsonTokenType.Number && reader.ValueIsEscaped;
        var at = feed.Position + reader.TokenStartIndex + (reader.TokenType == JsonTokenType.Number ? 0 : 1);
        byte[]? text = null;
        if (isEscaped && !JsonEscapes.TryUnescape(span, out text, out _))
        {
            text = null;
        }

        if (isEscaped && JsonEscapes.HalfIn(span) is >= 0 and var half)
        {
            sink.Report(part.Fault(sink.Reply, at + half, 6, "json-string", "both halves of a surrogate pair", "one, which is read as U+FFFD"));
        }

        if (!System.Text.Unicode.Utf8.IsValid(span))
        {
            sink.Report(part.Fault(sink.Reply, at, span.Length, "encoding", "text in UTF-8", "bytes that are none, which are read as they are"));
        }

        var (offset, length, steps) = part.Place(at, span.Length, text is null ? "" : "json-string");
        var record = frames.FindLast(f => f.IsRecord)!;
        record.Values.Add(new(field, offset, length, steps, text ?? span.ToArray()));
        if (++held > sink.Limits.RecordValues)
        {
            sink.Report(part.Fault(sink.Reply, at, span.Length, "limit", $"at most {sink.Limits.RecordValues} values of records that are not at their end", "more: what was read of them is taken by itself"));
            FlushAll();
        }
    }

    void Flush(Frame frame)
    {
        if (frame.Values.Count > 0)
        {
            held -= frame.Values.Count;
            sink.Take(new(part, [.. frame.Values]));
            frame.Values.Clear();
        }
    }

    void FlushAll() => frames.ForEach(Flush);

    /// <summary>Gives what is held, and begins anew.</summary>
    void Finish()
    {
        FlushAll();
        frames.RemoveRange(1, frames.Count - 1);
        name = "";
    }

    /// <summary>An object or a list that is not at its end.</summary>
    sealed class Frame(string path, bool isList, bool isRecord)
    {
        const int MostChildren = 1000;

        public string Path => path;

        public bool IsList => isList;

        public bool IsRecord => isRecord;

        public List<ReplyValue> Values { get; } = [];

        public Dictionary<string, string> Children { get; } = new(StringComparer.Ordinal);

        public string Remember(string step)
        {
            var child = new StringBuilder(path.Length + step.Length).Append(path).Append(step).ToString();
            if (Children.Count < MostChildren)
            {
                Children.Add(step, child);
            }

            return child;
        }
    }
}
