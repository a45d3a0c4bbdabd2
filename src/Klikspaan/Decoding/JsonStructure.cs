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

        layer.Structure = walk.Documents > 1 ? "json-sequence" : layer.Structure;
        walk.Number(mark);
        walk.Finish();
        return true;
    }

    internal static bool Starts(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty && bytes[0] is > (byte)' ' and not ((byte)'{' or (byte)'['))
        {
            // Most of what is asked about is a word or a number.
            return false;
        }

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

    sealed class Walk(Layer layer, ItemPath root, ItemSink sink)
    {
        readonly JsonContainer[] containers = sink.Room.Containers;
        readonly List<(int Offset, int Length, string Expected, ItemPath Path, int Document)> gaps = [];
        readonly bool seemsSequence = layer.Bytes.Span.IndexOf("}\n{"u8) >= 0;
        ItemPath? place;
        int origin, open, firstDocument;

        ItemPath Current
        {
            get => place ?? root;
            set => place = value;
        }

        public int Documents { get; private set; }

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

        /// <summary>
        /// Gives the items of the first document, which begin at <paramref name="from"/>, the place that they have now that it is known
        /// whether it is one of several; mostly that could be seen before.
        /// </summary>
        public void Number(int from)
        {
            if (seemsSequence == Documents > 1)
            {
                return;
            }

            var (was, now) = First();
            for (var i = from; i < (Documents > 1 ? firstDocument : sink.Items.Count); i++)
            {
                sink.Items[i].Move(sink.Items[i].At.Move(was, now));
            }
        }

        /// <summary>Where the first document was put while it was read, and where it belongs.</summary>
        (ItemPath Was, ItemPath Now) First() =>
            (seemsSequence ? root.Element(0) : root, Documents > 1 ? root.Element(0) : root);

        /// <summary>What could not be read becomes opaque items and problems.</summary>
        public void Finish()
        {
            var (was, now) = First();
            foreach (var (offset, length, expected, path, document) in gaps)
            {
                if (length > 0)
                {
                    sink.Add(layer, root, offset, length, opaque: true);
                }

                var isLimit = IsLimit(expected);
                sink.Report(
                    layer, (document == 1 ? path.Move(was, now) : path).Exact, offset, isLimit ? "limit" : "json", expected,
                    length == 0 ? "the end" : isLimit ? $"{length} bytes that were not read" : $"{length} bytes that are not");
            }
        }

        static bool IsLimit(string expected) => expected.StartsWith("at most", StringComparison.Ordinal);

        /// <summary>Where reading from <paramref name="start"/> stopped: at the end, or at what should have been there.</summary>
        (int Stopped, string Expected) ReadFrom(int start)
        {
            var json = new JsonTokens(layer.Bytes.Span[start..], sink.Limits.Nesting, sink.Room.Lists);
            while (!sink.IsFull && json.Read() is var token and not JsonToken.None)
            {
                Take(token, ref json);
            }

            return sink.IsFull ? (start + json.Consumed, sink.Allowed)
                : json.IsTooDeep ? (start + json.Consumed, $"at most {sink.Limits.Nesting} levels")
                : json.IsBroken ? (start + json.Consumed, "JSON")
                : (layer.Bytes.Length, "");
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

        void Take(JsonToken token, ref JsonTokens json)
        {
            switch (token)
            {
                case JsonToken.Name:
                    Current = containers[open - 1].Path.Member(json.IsEscaped ? JsonEscapes.Unescape(json.Value) : json.Value);
                    break;
                case JsonToken.End:
                    open--;
                    break;
                case JsonToken.Object or JsonToken.List:
                    Enter();
                    sink.Count(Current);
                    containers[open++] = new(Current, token == JsonToken.List ? 0 : -1);
                    break;
                default:
                    Enter();
                    sink.Add(layer, Current, origin + json.Start, json.Length, json.IsEscaped && token == JsonToken.String ? "json-string" : "", isNull: token == JsonToken.Null);
                    break;
            }
        }

        /// <summary>A value begins: takes its place in the list that it stands in, or as a document of its own.</summary>
        void Enter()
        {
            if (open == 0)
            {
                firstDocument = Documents == 1 ? sink.Items.Count : firstDocument;
                Current = Documents == 0 && !seemsSequence ? root : root.Element(Documents);
                Documents++;
                return;
            }

            ref var container = ref containers[open - 1];
            if (container.Index >= 0)
            {
                Current = container.Path.Element(container.Index++);
            }
        }
    }
}
