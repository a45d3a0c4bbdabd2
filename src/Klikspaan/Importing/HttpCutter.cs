using System.Globalization;
using System.Text;

namespace Klikspaan.Importing;

/// <summary>
/// Cuts one direction of a connection of HTTP/1.1 into messages (RFC 9112 section 6). Of requests all bytes are kept, up to a limit; of answers only the
/// status and the length of the content.
/// </summary>
/// <param name="isRequest">Whether it is the direction of the requests.</param>
/// <param name="mostKept">Most bytes that are kept of a message.</param>
sealed class HttpCutter(bool isRequest, int mostKept)
{
    const int LongestHead = 1 << 20, LongestLine = 1 << 12, FirstRoom = 1 << 11;
    byte[] room = [];
    int kept;
    long left;
    int lineLength, digits;
    bool isPastSize, isFull, isStartRead;
    State state;

    enum State
    {
        Head,
        Content,
        ChunkSize,
        ChunkData,
        ChunkEnd,
        Trailers,
        UntilClose,
        Done,
        Broken,
    }

    /// <summary>Whether a message is whole.</summary>
    public bool IsDone => state == State.Done;

    /// <summary>Whether what comes is no HTTP.</summary>
    public bool IsBroken => state == State.Broken;

    /// <summary>Whether a message began.</summary>
    public bool HasBegun => Length > 0;

    /// <summary>Whether the head of the message is whole.</summary>
    public bool HasHead => state is not (State.Head or State.Broken) && HasBegun;

    /// <summary>Bytes of the message so far.</summary>
    public long Length { get; private set; }

    /// <summary>Bytes of content so far; of a chunked one without what tells the chunks apart.</summary>
    public long ContentLength { get; private set; }

    /// <summary>The bytes that were kept.</summary>
    public ReadOnlyMemory<byte> Kept => room.AsMemory(0, kept);

    /// <summary>The method of a request.</summary>
    public string Method { get; private set; } = "";

    /// <summary>The status of an answer.</summary>
    public int Status { get; private set; }

    /// <summary>Whether the message changes over to another protocol.</summary>
    public bool IsUpgrade { get; private set; }

    /// <summary>What its field says that it changes over to, in small letters; empty where it says nothing.</summary>
    public string UpgradeTo { get; private set; } = "";

    /// <summary>The method of the request that an answer belongs to, which says whether content follows; asked for when the head is whole.</summary>
    public Func<string> Asked { get; init; } = () => "";

    /// <summary>Asked for room for bytes that are to be kept; gives for how many there is.</summary>
    public Func<int, int> Room { get; init; } = wanted => wanted;

    /// <summary>Passes over bytes that are missing; false when it is not known how many of them are of this message.</summary>
    public bool Skip(long count)
    {
        if (state is not (State.Content or State.UntilClose) || (state == State.Content && count > left))
        {
            return false;
        }

        (Length, ContentLength, isFull) = (Length + count, ContentLength + count, true);
        left -= state == State.Content ? count : 0;
        state = state == State.Content && left == 0 ? State.Done : state;
        return true;
    }

    /// <summary>Begins with the next message.</summary>
    public void Begin()
    {
        (room, kept, left, lineLength, digits, isPastSize, isFull, isStartRead, state) = ([], 0, 0, 0, 0, false, false, false, State.Head);
        (Length, ContentLength, Method, Status, IsUpgrade, UpgradeTo) = (0, 0, "", 0, false, "");
    }

    /// <summary>Takes bytes up to the end of the message, and gives how many these are.</summary>
    public int Take(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && state is not (State.Done or State.Broken))
        {
            at += Step(bytes[at..]);
        }

        return at;
    }

    /// <summary>The connection ends; a message that goes on to its end is whole.</summary>
    public void End()
    {
        state = state == State.UntilClose ? State.Done : state;
    }

    int Step(ReadOnlySpan<byte> bytes)
    {
        switch (state)
        {
            case State.Head:
                return Head(bytes);
            case State.Content or State.ChunkData:
                var part = (int)Math.Min(left, bytes.Length);
                Keep(bytes[..part], isContent: true);
                left -= part;
                state = left > 0 ? state : state == State.Content ? State.Done : State.ChunkEnd;
                return part;
            case State.UntilClose:
                Keep(bytes, isContent: true);
                return bytes.Length;
            default:
                return Line(bytes);
        }
    }

    /// <summary>A head ends with an empty line; a lone line feed ends a line too (section 2.2).</summary>
    int Head(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '\n')
            {
                if (isRequest && !isStartRead && LineUpTo(bytes[..i]) is [_, ..] first)
                {
                    isStartRead = true;
                    if (HttpStartLine.Method(first).IsEmpty)
                    {
                        // Another protocol that speaks in lines.
                        Keep(bytes[..(i + 1)], isContent: false);
                        state = State.Broken;
                        return i + 1;
                    }
                }

                var isEmpty = lineLength == 0 || (lineLength == 1 && (i > 0 ? bytes[i - 1] : room[kept - 1]) == '\r');
                lineLength = 0;
                if (isEmpty && Length + i > 1)
                {
                    Keep(bytes[..(i + 1)], isContent: false);
                    state = Read();
                    return i + 1;
                }
            }
            else
            {
                lineLength++;
            }
        }

        Keep(bytes, isContent: false);
        if (Length > Math.Min(LongestHead, mostKept))
        {
            state = State.Broken;
        }

        return bytes.Length;
    }

    /// <summary>The line that ends where these bytes do, of which some may have come before, without its end.</summary>
    ReadOnlySpan<byte> LineUpTo(ReadOnlySpan<byte> bytes)
    {
        if (lineLength <= bytes.Length)
        {
            return bytes[^lineLength..].TrimEnd("\r"u8);
        }

        var before = Math.Min(kept, lineLength - bytes.Length);
        byte[] line = [.. room.AsSpan(kept - before, before), .. bytes];
        return line.AsSpan().TrimEnd("\r"u8);
    }

    /// <summary>A line of the chunked coding (section 7.1).</summary>
    int Line(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        var part = bytes[..(end < 0 ? bytes.Length : end + 1)];
        foreach (var b in end < 0 ? part : part[..^1])
        {
            if (b == '\r')
            {
                continue;
            }

            isPastSize |= !char.IsAsciiHexDigit((char)b);
            if (state == State.ChunkSize && !isPastSize)
            {
                (left, digits) = (Math.Min((left << 4) | (uint)Hex(b), long.MaxValue >> 8), digits + 1);
            }

            lineLength++;
        }

        Keep(part, isContent: false);
        if (lineLength >= LongestLine)
        {
            state = State.Broken;
        }
        else if (end >= 0)
        {
            state = state switch
            {
                State.ChunkSize => digits == 0 ? State.Broken : left > 0 ? State.ChunkData : State.Trailers,
                State.ChunkEnd => lineLength == 0 ? State.ChunkSize : State.Broken,
                _ => lineLength == 0 ? State.Done : State.Trailers,
            };
            (lineLength, digits, isPastSize, left) = (0, 0, false, state == State.ChunkData ? left : 0);
        }

        return part.Length;
    }

    void Keep(ReadOnlySpan<byte> bytes, bool isContent)
    {
        Length += bytes.Length;
        ContentLength += isContent ? bytes.Length : 0;
        if ((!isRequest && state != State.Head) || isFull)
        {
            return;
        }

        var part = Room(Math.Min(bytes.Length, mostKept - kept));
        isFull = part < bytes.Length;
        if (kept + part > room.Length)
        {
            Array.Resize(ref room, Math.Min(mostKept, Math.Max(FirstRoom, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(kept + part)))));
        }

        bytes[..part].CopyTo(room.AsSpan(kept));
        kept += part;
    }

    /// <summary>What follows the head.</summary>
    State Read()
    {
        var text = room.AsSpan(0, kept);
        var start = text.Length - text.TrimStart("\r\n"u8).Length;
        var end = text[start..].IndexOf((byte)'\n');
        var line = text.Slice(start, end < 0 ? 0 : end).TrimEnd("\r"u8);
        if (!StartLine(line))
        {
            return State.Broken;
        }

        var fields = new List<FieldLine>();
        _ = FieldLines.Read(text, start + end + 1, fields);
        var (length, isChunked) = (-1L, false);
        foreach (var field in fields)
        {
            var name = field.Name(text);
            var value = Encoding.Latin1.GetString(field.Value(text));
            if (Ascii.EqualsIgnoreCase(name, "content-length"u8) && long.TryParse(value.Split(',')[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                length = number;
            }

            if (Ascii.EqualsIgnoreCase(name, "upgrade"u8))
            {
                (IsUpgrade, UpgradeTo) = (true, value.Trim().ToLowerInvariant());
            }

            isChunked |= Ascii.EqualsIgnoreCase(name, "transfer-encoding"u8) && value.TrimEnd().EndsWith("chunked", StringComparison.OrdinalIgnoreCase);
        }

        return Follows(length, isChunked);
    }

    State Follows(long length, bool isChunked)
    {
        IsUpgrade &= isRequest;
        if (!isRequest)
        {
            var asked = Asked();
            IsUpgrade = Status == 101 || (asked == "CONNECT" && Status is >= 200 and < 300);
            if (Status is >= 100 and < 200 or 204 or 304 || asked == "HEAD" || IsUpgrade)
            {
                return State.Done;
            }
        }

        left = Math.Max(0, length);
        return isChunked ? Chunks() : length > 0 ? State.Content : length == 0 || isRequest ? State.Done : State.UntilClose;
    }

    State Chunks()
    {
        (left, lineLength, digits, isPastSize) = (0, 0, 0, false);
        return State.ChunkSize;
    }

    static int Hex(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    bool StartLine(ReadOnlySpan<byte> line)
    {
        if (isRequest)
        {
            Method = Encoding.Latin1.GetString(HttpStartLine.Method(line));
            return Method.Length > 0;
        }

        Status = HttpStartLine.Status(line) ?? Status;
        return HttpStartLine.Status(line) is not null;
    }
}
