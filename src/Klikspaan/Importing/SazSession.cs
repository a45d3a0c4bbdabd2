using System.Buffers.Text;

namespace Klikspaan.Importing;

/// <summary>The files of one session, as they come in the archive.</summary>
sealed class SazSession(long number, Limits limits)
{
    readonly List<ZippedFile> unread = [];
    readonly HashSet<char> kinds = [];
    int? status;
    long? bytesIn;

    /// <summary>Its number in the archive.</summary>
    public long Number => number;

    /// <summary>The request; null as long as it was not seen.</summary>
    public ZippedFile? Request { get; private set; }

    /// <summary>What is known of it; null as long as that was not seen.</summary>
    public SazMetadata? Metadata { get; private set; }

    /// <summary>The first of its files.</summary>
    public ZippedFile First { get; private set; } = null!;

    /// <summary>How many bytes are held of it.</summary>
    public long Held => Request?.Packed.Length ?? 0;

    /// <summary>Whether nothing more is expected but what stands next to its other files.</summary>
    public bool IsComplete => kinds.Contains('c') && kinds.Contains('s') && kinds.Contains('m');

    /// <summary>Whether a file of it was there and is not read.</summary>
    public bool HasUnread => unread.Count > 0;

    /// <summary>The code of the answer.</summary>
    public int? Status => status;

    /// <summary>Takes a file of it.</summary>
    public void Take(ZippedFile file, char kind)
    {
        First ??= file;
        if (Refusal(file, kind) is { } refusal)
        {
            Refuse(file, refusal);
            return;
        }

        if (file.Fault is { } fault)
        {
            Refuse(file, fault);
        }

        if (kind == 'c')
        {
            Request = file;
        }
        else if (kind == 's')
        {
            (status, bytesIn) = Answer(file);
        }
        else
        {
            Metadata = SazMetadata.Read(file.Beginning(ZipFiles.BeginningBytes).Span);
            if (Metadata is null)
            {
                Refuse(file, new("xml", "metadata of a session", "something else"));
            }
        }
    }

    void Refuse(ZippedFile file, EntryFault fault)
    {
        if (unread.Count < limits.Problems)
        {
            unread.Add(file with { Fault = fault, Packed = default, Start = default });
        }
    }

    /// <summary>The session as an entry; a broken one when there is no request in it.</summary>
    public CaptureEntry Finish(int entry)
    {
        if (Request is { } request)
        {
            return new SazEntry(entry, request.Offset, request.Length) { Request = request, Limits = limits, Metadata = Metadata, Status = status, BytesIn = bytesIn, Unread = unread };
        }

        var (place, fault) = unread.Count > 0 ? (unread[0], unread[0].Fault!) : (First, new EntryFault("saz", "the request of the session", "none"));
        return new(entry, place.Offset, place.Length, default, EntryKind.Broken, fault);
    }

    /// <summary>Why a file is not read; null when it can be.</summary>
    EntryFault? Refusal(ZippedFile file, char kind) =>
        !kinds.Add(kind) ? new("saz", "one file of a kind of a session", "another")
        : file.Head!.IsEncrypted ? new("encrypted", "a file that is not encrypted", "one that needs a password")
        : kind is not ('c' or 's' or 'm') ? new("saz", "the request, the response or the metadata of a session", kind == 'w' ? "websocket messages, which are not read" : "a file of another kind, which is not read")
        : file.Head.Method is not (0 or 8) ? new("zip", "a file that is stored or deflated", $"one that is compressed by method {file.Head.Method}")
        : null;

    static (int? Status, long? BytesIn) Answer(ZippedFile file)
    {
        var text = file.Beginning(ZipFiles.BeginningBytes).Span;
        var line = text[..Math.Max(0, text.IndexOf((byte)'\n'))];
        var space = line.IndexOf((byte)' ');
        int? code = line.StartsWith("HTTP/"u8) && space > 0 && line.Length >= space + 4 && Utf8Parser.TryParse(line.Slice(space + 1, 3), out int number, out var used) && used == 3 ? number : null;
        var end = code is null ? -1 : FieldLines.Read(text, line.Length + 1, []);
        return (code is > 0 and < 1000 ? code : null, end < 0 || file.Inflated < end ? null : file.Inflated - end);
    }
}
