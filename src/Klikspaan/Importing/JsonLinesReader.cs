using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Klikspaan.Importing;

/// <summary>
/// Reads events that a device stored or a tool wrote down, one JSON object to a line (https://jsonlines.org): what a viewer of diagnostic data or
/// a forensic tool exports. Nothing in such a file shows that an event was sent, or where to.
/// </summary>
public sealed class JsonLinesReader : ICaptureReader
{
    const int BlockBytes = 1 << 16;

    /// <inheritdoc/>
    public string Format => "json-lines";

    /// <inheritdoc/>
    public string Extension => ".ndjson";

    /// <inheritdoc/>
    public bool Recognises(ReadOnlySpan<byte> head)
    {
        var text = head.StartsWith("\uFEFF"u8) ? head[3..] : head;
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
        var block = new byte[BlockBytes];
        var line = new ArrayBufferWriter<byte>();
        int number = 0, read;
        long position = 0, start = 0, length = 0;
        while ((read = await stream.ReadAsync(block, cancellation).ConfigureAwait(false)) > 0)
        {
            for (var at = 0; at < read;)
            {
                var end = block.AsSpan(at, read - at).IndexOf((byte)'\n');
                var take = end < 0 ? read - at : end;
                length += take;
                if (length <= limits.EntryBytes)
                {
                    line.Write(block.AsSpan(at, take));
                }

                at += take + (end < 0 ? 0 : 1);
                if (end >= 0)
                {
                    if (Entry(line, length, start, number, limits) is { } entry)
                    {
                        number++;
                        yield return entry;
                    }

                    (start, length) = (position + at, 0);
                    line = new();
                }
            }

            position += read;
        }

        if (Entry(line, length, start, number, limits) is { } last)
        {
            yield return last;
        }
    }

    /// <inheritdoc/>
    public Exchange? Read(CaptureEntry entry, string capture, ICollection<Problem> problems)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(problems);
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
            Excerpts = [new(MessagePart.Content, "", entry.Offset + start, length, "", entry.Bytes.Slice(start, length))],
        };
    }

    static CaptureEntry? Entry(ArrayBufferWriter<byte> line, long length, long start, int number, Limits limits) =>
        length > limits.EntryBytes ? new(number + 1, start, length, default, EntryKind.Broken, new("limit", $"a line of at most {limits.EntryBytes} bytes", $"{length} bytes"))
        : line.WrittenSpan.Trim(" \t\r"u8).IsEmpty ? null
        : new(number + 1, start, length, line.WrittenMemory, EntryKind.Exchange);

    static bool IsObject(ReadOnlySpan<byte> line)
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
