using System.Text;

namespace Klikspaan.Importing;

/// <summary>A line of a log that is being read.</summary>
sealed class LogLine
{
    readonly CaptureEntry entry;
    readonly string capture;
    readonly ICollection<Problem> problems;

    /// <summary>Prepares the reading of a line.</summary>
    public LogLine(CaptureEntry entry, string capture, ICollection<Problem> problems)
    {
        (this.entry, this.capture, this.problems) = (entry, capture, problems);
        var bytes = entry.Bytes.Span;
        Start = bytes.Length > 0 && entry.Offset == 0 && bytes.StartsWith("\uFEFF"u8) ? 3 : 0;
        Length = Trim(bytes, entry.Offset).Length;
    }

    /// <summary>A line by itself, of which only is asked what it is.</summary>
    public static LogLine Of(ReadOnlySpan<byte> line) => new(new(1, 0, line.Length, line.ToArray(), EntryKind.Exchange), "", []);

    /// <summary>The entry.</summary>
    public CaptureEntry Entry => entry;

    /// <summary>What the head of the log says of it; null where there is none.</summary>
    public LogHead? Head => (entry as LogEntry)?.Head;

    /// <summary>How many bytes of a byte order mark stand in front of it.</summary>
    public int Start { get; }

    /// <summary>How long it is, without a byte order mark and its end.</summary>
    public int Length { get; }

    /// <summary>Its bytes, without a byte order mark and its end.</summary>
    public ReadOnlySpan<byte> Bytes => entry.Bytes.Span.Slice(Start, Length);

    /// <summary>A line without the byte order mark of the file and without its end.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> line, long offset) =>
        (offset == 0 && line.StartsWith("\uFEFF"u8) ? line[3..] : line).TrimEnd("\r"u8);

    /// <summary>The first line of a log in which something stands.</summary>
    public static ReadOnlySpan<byte> First(ReadOnlySpan<byte> head)
    {
        head = head.TrimStart("\r\n"u8);
        return head.IndexOf((byte)'\n') is >= 0 and var end ? head[..end].TrimEnd("\r"u8) : head;
    }

    /// <summary>What stands at this place in the line, as it stands there.</summary>
    public LogText At(int at, int length) => At(at, length, "", entry.Bytes.Slice(Start + at, length));

    /// <summary>The same, after a step.</summary>
    public LogText At(int at, int length, string step, ReadOnlyMemory<byte> opened) =>
        entry.Step.Length == 0 ? new(opened, entry.Offset + Start + at, length, step) : LogText.Of(entry, entry.Place(Start + at), entry.Bytes.Span.Slice(Start + at, length), step, opened);

    /// <summary>All of the line as an event of which it is not shown that it was sent.</summary>
    public Exchange? Stored() => JsonLinesReader.Stored(entry, capture, problems);

    /// <summary>Says that the line cannot be read; gives no exchange.</summary>
    public Exchange? Refuse(string kind, string expected, string found)
    {
        problems.Add(new(new(capture, entry.Number, MessagePart.Whole, "", entry.Offset, entry.Length, ""), kind, expected, found));
        return null;
    }
}

/// <summary>A value in a log: its bytes, and where they were cut from.</summary>
/// <param name="Bytes">The value.</param>
/// <param name="Offset">Where it stands in the file.</param>
/// <param name="Length">How many bytes of the file.</param>
/// <param name="Steps">What is done to these.</param>
readonly record struct LogText(ReadOnlyMemory<byte> Bytes, long Offset, long Length, string Steps)
{
    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => Bytes.IsEmpty;

    /// <summary>A part of it.</summary>
    public LogText Slice(int at, int length) =>
        Steps.Length == 0 ? new(Bytes.Slice(at, length), Offset + at, length, "") : new(Bytes.Slice(at, length), Offset, Length, $"{Steps}|[{at}+{length}]");

    /// <summary>A string of JSON in a line.</summary>
    public static LogText Of(CaptureEntry line, JsonText text) => Of(line, text.Offset, text.Raw.Span, text.Steps, text.Unescape());

    /// <summary>A piece of a line, with the step that the line itself needs.</summary>
    /// <param name="line">The line.</param>
    /// <param name="place">Where the piece begins in the file.</param>
    /// <param name="raw">How it stands in the line.</param>
    /// <param name="steps">What is done to it.</param>
    /// <param name="value">What that gives.</param>
    public static LogText Of(CaptureEntry line, long place, ReadOnlySpan<byte> raw, string steps, ReadOnlyMemory<byte> value)
    {
        var piece = line.Piece(MessagePart.Record, "", place, raw, steps, value);
        return new(piece.Bytes, piece.Offset, piece.Length, piece.Steps);
    }

    /// <inheritdoc/>
    public override string ToString() => Encoding.UTF8.GetString(Bytes.Span);
}
