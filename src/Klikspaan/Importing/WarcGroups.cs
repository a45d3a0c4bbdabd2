using System.Text;

namespace Klikspaan.Importing;

/// <summary>
/// Puts records together that stand next to each other and name each other, in whatever order: a request, its answer and
/// what is known of it are one exchange.
/// </summary>
sealed class WarcGroups(Limits limits)
{
    readonly List<ArchivedRecord> pending = [];
    int numbers;
    int ended;
    int? status;
    long? bytesIn;
    bool isRecording, isExport;
    string lastKind = "", pendingKind = "";

    /// <summary>Whether its metadata are ours: of a recording, or of exchanges that were written again from another capture, which shows nothing of what is not in it.</summary>
    bool IsOurs => isRecording || isExport;

    /// <summary>Takes the next record; gives the entry before it when that is complete.</summary>
    public IEnumerable<CaptureEntry> Take(ArchivedRecord record)
    {
        if (record.Fault is not null)
        {
            return [.. Flush(), new(0, record.Offset, record.Length, default, EntryKind.Broken, record.Fault)];
        }

        CaptureEntry[] before = Belongs(record.Head!) ? [] : [.. Flush()];
        Add(record);
        return before;
    }

    /// <summary>The last entry, and what is missing at the end.</summary>
    public IEnumerable<CaptureEntry> Finish(long end, bool wasCut) =>
        [.. Flush(), .. IsOurs && !wasCut && lastKind != "end" ? [new CaptureEntry(0, end, 0, default, EntryKind.Broken, new("cut", "a record of kind end", "the end of the file"))] : Array.Empty<CaptureEntry>()];

    /// <summary>A group has one record of each type at most: a second request is another exchange whatever it names.</summary>
    bool Belongs(WarcHead head) =>
        Slot(head.Type) is { Length: > 0 } slot
        && pending.TrueForAll(r => Slot(r.Head!.Type) is { Length: > 0 } other && other != slot)
        && pending.Exists(r => r.Head!.IsLinkedTo(head));

    static string Slot(string type) => type switch
    {
        "request" or "metadata" or "resource" => type,
        "response" or "revisit" => "response",
        _ => "",
    };

    void Add(ArchivedRecord record)
    {
        var head = record.Head!;
        if (head.Type == "response")
        {
            (status, bytesIn) = Answer(record);
        }
        else if (head.Type == "warcinfo")
        {
            Info(record);
        }
        else if (head.Type == "metadata" && IsOurs)
        {
            pendingKind = lastKind = JsonKind.Find(record.BlockStart.Span);
        }

        // The bytes of the others are not needed, and those of this one are the reader's to use again.
        var isKept = head.Type is "request" || (IsOurs && head.Type is "metadata" or "resource");
        var isTooLarge = isKept && (record.Inflated > limits.LayerBytes || record.Bytes.Length < record.Length || record.Bytes.Length + pending.Sum(r => (long)r.Bytes.Length) > limits.EntryBytes);
        pending.Add(record with
        {
            Bytes = isKept && !isTooLarge ? record.Bytes.ToArray() : default,

            // Of a request that is too large its head is read: to whom it went, and how much of it was not opened.
            BlockStart = head.Type is "request" && isTooLarge ? record.BlockStart.ToArray() : default,
            Fault = isTooLarge ? new("limit", $"at most {limits.EntryBytes} bytes, and {limits.LayerBytes} without compression", $"a record of {record.Length} and {record.Inflated} bytes") : record.Fault,
        });
    }

    void Info(ArchivedRecord record)
    {
        var lines = new List<FieldLine>();
        var text = record.BlockStart.Span;
        _ = FieldLines.Read(text, 0, lines);
        foreach (var line in lines)
        {
            var name = Encoding.UTF8.GetString(line.Name(text));
            isRecording |= name.Equals("klikspaan-recording", StringComparison.OrdinalIgnoreCase);
            isExport |= name.Equals("klikspaan-export", StringComparison.OrdinalIgnoreCase);
        }
    }

    static (int? Status, long? BytesIn) Answer(ArchivedRecord record)
    {
        var text = record.BlockStart.Span;
        var line = text[..Math.Max(0, text.IndexOf((byte)'\n'))];
        var space = line.IndexOf((byte)' ');
        int? code = line.StartsWith("HTTP/"u8) && space > 0 && line.Length >= space + 4 && System.Buffers.Text.Utf8Parser.TryParse(line.Slice(space + 1, 3), out int number, out var used) && used == 3 ? number : null;
        var end = code is null ? -1 : FieldLines.Read(text, line.Length + 1, []);
        return (code is > 0 and < 1000 ? code : null, end < 0 ? null : record.Head!.BlockLength - end);
    }

    IEnumerable<CaptureEntry> Flush()
    {
        if (pending.Count == 0)
        {
            yield break;
        }

        var offset = pending[0].Offset;
        var length = pending[^1].Offset + pending[^1].Length - offset;
        var request = Find("request");
        var isExchange = request is not null || (IsOurs && ExchangeKinds.Find(pendingKind) is { } kind && (isExport || kind != ExchangeKind.Http));
        if (isExchange && pending.Find(r => r.Fault is not null && r.BlockStart.IsEmpty) is { } tooLarge)
        {
            yield return new(++numbers, offset, length, default, EntryKind.Broken, tooLarge.Fault);
        }
        else if (isExchange)
        {
            yield return new WarcEntry(++numbers, offset, length) { Request = request, Metadata = IsOurs ? Find("metadata") : null, Resource = Find("resource"), Status = status, BytesIn = bytesIn, Run = isRecording ? ended + 1 : 0 };
        }
        else if (IsOurs && Find("metadata") is not null && !JsonKind.Others.Contains(pendingKind))
        {
            yield return new(0, offset, length, default, EntryKind.Broken, new("kind", "metadata of a kind that this version knows", pendingKind.Length > 0 ? "another" : "none"));
        }
        else
        {
            yield return new(0, offset, length, default, Find("warcinfo") is not null && isRecording ? EntryKind.Recording : EntryKind.Tool);
        }

        ended += pendingKind == "end" ? 1 : 0;
        pending.Clear();
        (status, bytesIn, pendingKind) = (null, null, "");
    }

    ArchivedRecord? Find(string type) => pending.Find(r => r.Head!.Type == type);
}
