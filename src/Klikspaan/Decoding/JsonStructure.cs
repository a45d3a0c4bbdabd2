using System.Text.Json;

namespace Klikspaan.Decoding;

/// <summary>JSON (RFC 8259): one value, or several after each other (NDJSON and its kin).</summary>
sealed class JsonStructure : IStructure
{
    /// <inheritdoc/>
    public string Name => "json";

    /// <inheritdoc/>
    public bool TryRead(Layer layer, ItemPath root, ItemSink sink)
    {
        if (!Starts(layer.Bytes.Span))
        {
            return false;
        }

        var mark = sink.Items.Count;
        var walk = new Walk(layer, root, sink);
        walk.Run();
        if (sink.Items.Count == mark && !walk.IsLimited)
        {
            // Without a single value it stays one text, so that nothing that was sent vanishes.
            return false;
        }

        if (walk.Documents > 1)
        {
            Number(sink, mark, walk.FirstDocument, root);
            layer.Structure = "json-sequence";
        }

        walk.Finish();
        return true;
    }

    internal static bool Starts(ReadOnlySpan<byte> bytes)
    {
        var trimmed = bytes.TrimStart(" \t\r\n"u8);
        return trimmed.Length > 1 && trimmed[0] is (byte)'{' or (byte)'[';
    }

    /// <summary>
    /// Whether it begins and ends like JSON: most of what base64 gives does not, and a reader that finds that out halfway does so by an
    /// exception, which costs far more than a look at both ends.
    /// </summary>
    internal static bool MayBeAll(ReadOnlySpan<byte> bytes)
    {
        var trimmed = bytes.Trim(" \t\r\n"u8);
        if (!Starts(trimmed) || trimmed[^1] is not ((byte)'}' or (byte)']' or (byte)'"' or (byte)'e' or (byte)'l' or (>= (byte)'0' and <= (byte)'9')))
        {
            return false;
        }

        var second = trimmed[1..].TrimStart(" \t\r\n"u8)[0];
        return trimmed[0] == '{'
            ? second is (byte)'"' or (byte)'}'
            : second is (byte)'"' or (byte)'{' or (byte)'[' or (byte)']' or (byte)'-' or (byte)'t' or (byte)'f' or (byte)'n' or (>= (byte)'0' and <= (byte)'9');
    }

    /// <summary>Gives the items of the first document their place in the list, now that it is known to be one.</summary>
    static void Number(ItemSink sink, int from, int to, ItemPath root)
    {
        var first = root.Element(0);
        for (var i = from; i < to; i++)
        {
            sink.Items[i].Move(sink.Items[i].At.Move(root, first));
        }
    }

    sealed class Walk(Layer layer, ItemPath root, ItemSink sink)
    {
        readonly JsonContainer[] containers = sink.Room.Containers;
        readonly List<(int Offset, int Length, string Expected, ItemPath Path, int Document)> gaps = [];
        ItemPath? place;
        int origin, open;

        ItemPath Current
        {
            get => place ?? root;
            set => place = value;
        }

        public int Documents { get; private set; }

        public int FirstDocument { get; private set; }

        public bool IsLimited => gaps.Exists(g => IsLimit(g.Expected));

        /// <summary>Reads to the end; a line that is no JSON is left out, and reading goes on at the next that starts like it.</summary>
        public void Run()
        {
            while (origin < layer.Bytes.Length && ReadFrom(origin) is var (stopped, expected) && expected.Length > 0)
            {
                var next = gaps.Count + 1 < sink.Limits.Problems && !sink.IsFull ? NextLine(stopped) : layer.Bytes.Length;
                gaps.Add((stopped, next - stopped, expected, Current, Documents));
                open = 0;
                origin = next;
            }
        }

        /// <summary>What could not be read becomes opaque items and problems.</summary>
        public void Finish()
        {
            foreach (var (offset, length, expected, path, document) in gaps)
            {
                if (length > 0)
                {
                    sink.Add(layer, root, offset, length, opaque: true);
                }

                var isLimit = IsLimit(expected);
                sink.Report(
                    layer, (document == 1 && Documents > 1 ? path.Move(root, root.Element(0)) : path).Exact, offset, isLimit ? "limit" : "json", expected,
                    length == 0 ? "the end" : isLimit ? $"{length} bytes that were not read" : $"{length} bytes that are not");
            }
        }

        static bool IsLimit(string expected) => expected.StartsWith("at most", StringComparison.Ordinal);

        /// <summary>Where reading from <paramref name="start"/> stopped: at the end, or at what should have been there.</summary>
        (int Stopped, string Expected) ReadFrom(int start)
        {
            var reader = new Utf8JsonReader(
                layer.Bytes.Span[start..], new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = sink.Limits.Nesting });
            var consumed = start;
            try
            {
                while (!sink.IsFull && reader.Read())
                {
                    Take(ref reader);
                    consumed = start + (int)reader.BytesConsumed;
                }

                return sink.IsFull ? (consumed, sink.Allowed) : (layer.Bytes.Length, "");
            }
            catch (JsonException e)
            {
                return (consumed, e.Message.Contains("maximum", StringComparison.Ordinal) ? $"at most {sink.Limits.Nesting} levels" : "JSON");
            }
        }

        /// <summary>The start of the next line, after <paramref name="from"/>, that could be a JSON object or list.</summary>
        int NextLine(int from)
        {
            var bytes = layer.Bytes.Span;
            for (var at = from; at < bytes.Length;)
            {
                var end = bytes[at..].IndexOf((byte)'\n');
                if (end < 0)
                {
                    break;
                }

                at += end + 1;
                if (at < bytes.Length && bytes[at] is (byte)'{' or (byte)'[')
                {
                    return at;
                }
            }

            return bytes.Length;
        }

        void Take(ref Utf8JsonReader reader)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    Current = containers[open - 1].Path.Member(reader.ValueIsEscaped ? Unescape(ref reader) : reader.ValueSpan);
                    break;
                case JsonTokenType.StartObject:
                    Enter();
                    sink.Count(Current);
                    containers[open++] = new(Current, -1);
                    break;
                case JsonTokenType.StartArray:
                    Enter();
                    sink.Count(Current);
                    containers[open++] = new(Current, 0);
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    open--;
                    break;
                default:
                    Enter();
                    Leaf(ref reader);
                    break;
            }
        }

        /// <summary>A value begins: takes its place in the list that it stands in, or as a document of its own.</summary>
        void Enter()
        {
            if (open == 0)
            {
                FirstDocument = Documents == 1 ? sink.Items.Count : FirstDocument;
                Current = Documents == 0 ? root : root.Element(Documents);
                Documents++;
                return;
            }

            ref var container = ref containers[open - 1];
            if (container.Index >= 0)
            {
                Current = container.Path.Element(container.Index++);
            }
        }

        void Leaf(ref Utf8JsonReader reader)
        {
            var start = origin + (int)reader.TokenStartIndex;
            if (reader.TokenType == JsonTokenType.String)
            {
                sink.Add(layer, Current, start + 1, reader.ValueSpan.Length, reader.ValueIsEscaped ? "json-string" : "");
            }
            else
            {
                sink.Add(layer, Current, start, reader.ValueSpan.Length, isNull: reader.TokenType == JsonTokenType.Null);
            }
        }

        byte[] Unescape(ref Utf8JsonReader reader) =>
            Transforms.Find("json-string")!.TryDecode(reader.ValueSpan, sink.Limits, out var name, out _) ? name : reader.ValueSpan.ToArray();
    }
}
