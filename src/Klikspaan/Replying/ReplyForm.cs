using System.Buffers;

namespace Klikspaan.Replying;

/// <summary>The form of a file of a reply, by what it holds; the ending of its name tells tables of one line, no more.</summary>
public enum ReplyForm
{
    /// <summary>JSON, or JSON that stands line by line.</summary>
    Json,

    /// <summary>A table of text.</summary>
    Csv,

    /// <summary>XML.</summary>
    Xml,

    /// <summary>HTML.</summary>
    Html,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Text in UTF-16, low byte first.</summary>
    Utf16Little,

    /// <summary>Text in UTF-16, high byte first.</summary>
    Utf16Big,

    /// <summary>A ZIP archive.</summary>
    Zip,

    /// <summary>PDF, which is read by another program.</summary>
    Pdf,

    /// <summary>Bytes that are none of these.</summary>
    Binary,

    /// <summary>No bytes.</summary>
    Empty,
}

/// <summary>Tells the forms of files of a reply, and cuts those that are text.</summary>
public static class ReplyForms
{
    /// <summary>How many bytes of a file's start are enough to know its form.</summary>
    public const int HeadBytes = 64 << 10;

    static readonly SearchValues<byte> Numerals = SearchValues.Create("0123456789.+-eE"u8);
    static readonly string[] Tables = [".csv", ".tsv"];

    /// <summary>The form of a file that begins so.</summary>
    /// <param name="head">Its first bytes: <see cref="HeadBytes"/>, or all.</param>
    /// <param name="name">Its name.</param>
    public static ReplyForm Of(ReadOnlySpan<byte> head, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        switch (head)
        {
            case []: return ReplyForm.Empty;
            case [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..]: return ReplyForm.Zip;
            case [(byte)'%', (byte)'P', (byte)'D', (byte)'F', ..]: return ReplyForm.Pdf;
            case [0xFF, 0xFE, ..]: return ReplyForm.Utf16Little;
            case [0xFE, 0xFF, ..]: return ReplyForm.Utf16Big;
        }

        if (head.ContainsAnyInRange((byte)0, (byte)8) || head is [0x1F, 0x8B, ..])
        {
            return ReplyForm.Binary;
        }

        var text = (head.StartsWith("\uFEFF"u8) ? head[3..] : head).TrimStart(" \t\r\n"u8);
        return text.IsEmpty ? ReplyForm.Text
            : IsJson(text) ? ReplyForm.Json
            : text[0] == '<' ? MarkupCutter.IsHtml(text) ? ReplyForm.Html : ReplyForm.Xml
            : TableCutter.Separator(text, IsTable(name)) is not null ? ReplyForm.Csv
            : ReplyForm.Text;
    }

    /// <summary>The ending of a file of this form.</summary>
    public static string Extension(ReplyForm form) => form switch
    {
        ReplyForm.Json => ".json",
        ReplyForm.Csv => ".csv",
        ReplyForm.Xml => ".xml",
        ReplyForm.Html => ".html",
        ReplyForm.Zip => ".zip",
        ReplyForm.Pdf => ".pdf",
        ReplyForm.Binary => ".bin",
        _ => ".txt",
    };

    /// <summary>Cuts a file of text into its records; false where its form is none of text.</summary>
    /// <param name="stream">The file, from its start.</param>
    /// <param name="part">What it is of the reply.</param>
    /// <param name="sink">Takes the records, and what could not be read.</param>
    public static bool TryCut(Stream stream, ReplyPart part, ReplySink sink)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(part);
        ArgumentNullException.ThrowIfNull(sink);
        var feed = new ReplyFeed(stream);
        feed.Ensure(HeadBytes);
        var form = Of(feed.Rest, part.Name);
        if (feed.Rest.StartsWith("\uFEFF"u8))
        {
            feed.Take(3);
        }

        switch (form)
        {
            case ReplyForm.Json:
                new JsonCutter(feed, part, sink).Cut();
                return true;
            case ReplyForm.Csv:
                new TableCutter(feed, part, sink, TableCutter.Separator(feed.Rest.TrimStart(" \t\r\n"u8), IsTable(part.Name)) ?? (byte)',').Cut();
                return true;
            case ReplyForm.Xml or ReplyForm.Html:
                new MarkupCutter(feed, part, sink, form == ReplyForm.Html).Cut();
                return true;
            case ReplyForm.Text:
                LineCutter.Cut(feed, part, sink);
                return true;
            default:
                return form == ReplyForm.Empty;
        }
    }

    static bool IsTable(string name) => Array.Exists(Tables, t => name.EndsWith(t, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a text begins as an object or list does, and not as a line of text in brackets.</summary>
    static bool IsJson(ReadOnlySpan<byte> text)
    {
        var next = text[1..].TrimStart(" \t\r\n"u8);
        return text[0] == '{' ? next.IsEmpty || next[0] is (byte)'"' or (byte)'}'
            : text[0] == '[' && (next.IsEmpty || next[0] is (byte)'{' or (byte)'[' or (byte)'"' or (byte)']' || IsNumbers(next));
    }

    static bool IsNumbers(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExcept(Numerals);
        return end > 0 && text[end..].TrimStart(" \t\r\n"u8) is [(byte)',', ..];
    }
}
