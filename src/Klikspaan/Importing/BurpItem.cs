using System.Buffers;

namespace Klikspaan.Importing;

/// <summary>An item of a Burp export while it is read: what is kept of it.</summary>
sealed class BurpItem(long offset, Limits limits)
{
    /// <summary>How much of a response is looked at for its head, and how much of an element besides the request is kept.</summary>
    const int StartBytes = 16 << 10;

    /// <summary>How much of a request is kept that is too large.</summary>
    const int HeadBytes = 64 << 10;

    static readonly string[] Wanted = ["time", "url", "host", "port", "protocol", "request", "status", "responselength", "response"];
    readonly Dictionary<string, BurpField> fields = [];
    ArrayBufferWriter<byte> bytes = new();
    EntryFault? flaw;
    long flawAt, fieldAt, length;
    int? responseHead;
    int most;
    bool isBase64;
    string named = "";

    /// <summary>Where it begins in the file.</summary>
    public long Offset => offset;

    /// <summary>The name of the element that is open; empty when none is.</summary>
    public string Open { get; private set; } = "";

    /// <summary>Whether elements of this name are kept.</summary>
    public static bool IsWanted(ReadOnlySpan<byte> name)
    {
        foreach (var wanted in Wanted)
        {
            if (Utf8Text.Same(name, wanted))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An element begins, whose contents stand at <paramref name="at"/>.</summary>
    public void Begin(string name, bool isInBase64, string address, long at)
    {
        if (fields.ContainsKey(name))
        {
            Flaw(at, "one element of a name", "another");
        }

        most = fields.ContainsKey(name) || !Wanted.Contains(name) ? 0 : name == "request" ? limits.EntryBytes : StartBytes;
        (Open, isBase64, named, fieldAt, length) = (name, isInBase64, address, at, 0);
        bytes.ResetWrittenCount();
    }

    /// <summary>Bytes of the element that is open.</summary>
    public void Add(ReadOnlySpan<byte> part)
    {
        length += part.Length;
        if (part.Length > most - bytes.WrittenCount && most > HeadBytes)
        {
            // What is too large is not opened, but for its head.
            var kept = bytes.WrittenSpan[..Math.Min(bytes.WrittenCount, HeadBytes)].ToArray();
            (bytes, most) = (new(), HeadBytes);
            bytes.Write(kept);
        }

        bytes.Write(part[..Math.Clamp(most - bytes.WrittenCount, 0, part.Length)]);
    }

    /// <summary>The element that is open ends.</summary>
    public void End()
    {
        var field = new BurpField(fieldAt, length, bytes.WrittenMemory, isBase64) { Address = named };
        if (Open == "response" && most > 0)
        {
            responseHead = Head(field);
        }
        else if (most > 0)
        {
            fields[Open] = field with { Bytes = bytes.WrittenMemory.ToArray() };
        }

        Open = "";
    }

    /// <summary>Something is not as XML has it; the first such thing is told.</summary>
    public void Flaw(long at, string expected, string found)
    {
        flawAt = flaw is null ? at : flawAt;
        flaw ??= new("xml", expected, found);
    }

    /// <summary>The item ends.</summary>
    public BurpEntry Finish(int number, long end)
    {
        if (Open.Length > 0)
        {
            Flaw(fieldAt, "the end of the element that began here", "the end of the item");
        }

        return new(number, offset, end - offset) { Fields = fields, ResponseHead = responseHead, Flaw = flaw, FlawAt = flawAt };
    }

    static int? Head(BurpField field)
    {
        if (BurpText.Open(field) is not { } text)
        {
            return null;
        }

        var line = text.Bytes.Span.IndexOf((byte)'\n');
        return text.Bytes.Span.StartsWith("HTTP/"u8) && line >= 0 && FieldLines.Read(text.Bytes.Span, line + 1, []) is >= 0 and var end ? end : null;
    }
}
