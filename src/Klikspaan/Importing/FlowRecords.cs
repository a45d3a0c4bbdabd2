using System.Runtime.CompilerServices;

namespace Klikspaan.Importing;

/// <summary>
/// Finds the records of a file of flows. A record says how long it is, and so does each value in it: where the two disagree, what can be
/// followed to an end is followed. Bytes are never searched for what looks like a record: what was sent is the choice of who sent it.
/// </summary>
sealed class FlowRecords(Stream stream, Limits limits)
{
    const int Cut = -1, Other = -2;
    const int LongestName = 64;

    /// <summary>Longest content of a message that came in which is kept.</summary>
    const int LongReceived = 1 << 6;
    readonly FlowSource source = new(stream, limits);
    readonly byte[] name = new byte[LongestName];
    int nameLength;

    // Whether a value within the record could not be followed to its end: then what the record says of its own length is trusted more.
    bool isDoubtful;

    enum Part
    {
        Unread,
        Read,
        Request,
        Response,
        Connection,
        Websocket,
        Messages,
    }

    enum Outcome
    {
        Whole,
        Cut,
        Broken,
        Ended,
    }

    /// <summary>Reads the records in order; ends with a broken one when no further can be found.</summary>
    public async IAsyncEnumerable<CaptureEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var number = 1; await source.PeekAsync(cancellation).ConfigureAwait(false) >= 0; number++)
        {
            source.Begin();
            var size = await LengthAsync(cancellation).ConfigureAwait(false);
            if (size == Other)
            {
                yield return source.Broken(number, new("frame", "the length of a record, and a colon", "something else; what follows was not read"));
                yield break;
            }

            var (outcome, damage, bodyAt) = size == Cut ? (Outcome.Cut, null, 0) : await BodyAsync(size, cancellation).ConfigureAwait(false);
            yield return outcome switch
            {
                Outcome.Cut => source.Broken(number, new("cut", "the rest of the record", "the end of the file")),
                Outcome.Broken => source.Broken(number, damage!),
                _ when source.IsTooLarge => source.Broken(number, new("limit", $"at most {limits.EntryBytes} bytes", "a record with more that is read")),
                _ => source.Finish(number, bodyAt, damage),
            };
            if (outcome != Outcome.Whole)
            {
                yield break;
            }
        }
    }

    /// <summary>Goes through the names and values of a record to its end, which is where it says, or where they lead.</summary>
    async ValueTask<(Outcome Outcome, EntryFault? Damage, int BodyAt)> BodyAsync(long size, CancellationToken cancellation)
    {
        var (bodyAt, end, isOff) = ((int)source.Kept, source.Position + size, false);
        isDoubtful = false;
        while (true)
        {
            var next = await source.PeekAsync(cancellation).ConfigureAwait(false);
            if (next < 0)
            {
                return (Outcome.Cut, null, bodyAt);
            }

            if (source.Position >= end || (next == '}' && (!isDoubtful || end == long.MaxValue)))
            {
                isOff |= source.Position != end;
                if (next == '}')
                {
                    _ = await source.ByteAsync(cancellation).ConfigureAwait(false);
                    return (Outcome.Whole, isOff ? Off() : null, bodyAt);
                }

                if (!char.IsAsciiDigit((char)next))
                {
                    return await EndAsync(bodyAt, cancellation).ConfigureAwait(false);
                }

                // It goes on beyond its end: its own values say where it ends.
                (end, isOff) = (long.MaxValue, true);
            }

            var outcome = await MemberAsync(end, Root, cancellation, isOfRecord: true).ConfigureAwait(false);
            if (outcome is Outcome.Cut or Outcome.Ended)
            {
                return (outcome == Outcome.Cut ? Outcome.Cut : Outcome.Whole, null, bodyAt);
            }

            if (outcome == Outcome.Broken)
            {
                // What it says of its own length is all that is left.
                if (end == long.MaxValue)
                {
                    return (Outcome.Broken, new("frame", "a record that ends where it says", "one in which neither its length nor its values lead to an end; what follows was not read"), 0);
                }

                if (!await source.TakeAsync(end - source.Position, cancellation).ConfigureAwait(false))
                {
                    return (Outcome.Cut, null, bodyAt);
                }
            }
        }
    }

    static EntryFault Off() => new("frame", "a record that ends where it says", "one that ends where its values end");

    /// <summary>The byte behind a record is not the tag that it should be; what follows tells whether that is all.</summary>
    async ValueTask<(Outcome Outcome, EntryFault? Damage, int BodyAt)> EndAsync(int bodyAt, CancellationToken cancellation)
    {
        _ = await source.ByteAsync(cancellation).ConfigureAwait(false);
        var next = await source.PeekAsync(cancellation).ConfigureAwait(false);
        return next < 0 || char.IsAsciiDigit((char)next)
            ? (Outcome.Whole, new("frame", "the tag of names and values behind a record", "another byte"), bodyAt)
            : (Outcome.Broken, new("frame", "the tag of names and values behind a record", "something else; what follows was not read"), 0);
    }

    /// <summary>Takes a name and its value.</summary>
    async ValueTask<Outcome> MemberAsync(long end, Func<ReadOnlyMemory<byte>, Part> parts, CancellationToken cancellation, bool isOfRecord = false)
    {
        var size = await LengthAsync(cancellation).ConfigureAwait(false);
        if (size is < 0 or > LongestName || (source.Position + size >= end && !isOfRecord))
        {
            return size == Cut ? Outcome.Cut : Outcome.Broken;
        }

        // Where a name already goes beyond the end of its record, it is not that end that the value has to fit in.
        var isBeyond = source.Position + size >= end;
        var outcome = isBeyond ? await BeyondAsync(end, size, cancellation).ConfigureAwait(false) : await NameAsync(size, cancellation).ConfigureAwait(false);
        if (outcome != Outcome.Whole)
        {
            return outcome;
        }

        end = isBeyond ? long.MaxValue : end;
        var part = isBeyond ? Part.Read : parts(name.AsMemory(0, nameLength));
        size = await LengthAsync(cancellation).ConfigureAwait(false);
        if (size < 0)
        {
            return size == Cut ? Outcome.Cut : Outcome.Broken;
        }

        return source.Position + size >= end ? isOfRecord ? await BeyondAsync(end, size, cancellation).ConfigureAwait(false) : Outcome.Broken
            : await ValueAsync(part, size, cancellation).ConfigureAwait(false) ? await TagAsync(cancellation).ConfigureAwait(false) : Outcome.Cut;
    }

    async ValueTask<Outcome> NameAsync(long size, CancellationToken cancellation)
    {
        for (nameLength = 0; nameLength < size; nameLength++)
        {
            var next = await source.ByteAsync(cancellation).ConfigureAwait(false);
            if (next < 0)
            {
                return Outcome.Cut;
            }

            name[nameLength] = (byte)next;
        }

        return await TagAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Takes a value that does not fit in its record: the length of either is wrong, and what stands at the end of the record tells which.</summary>
    async ValueTask<Outcome> BeyondAsync(long end, long size, CancellationToken cancellation)
    {
        var last = source.Position + size;
        if (!await source.TakeAsync(end - source.Position, cancellation).ConfigureAwait(false))
        {
            return Outcome.Cut;
        }

        if (await source.PeekAsync(cancellation).ConfigureAwait(false) == '}')
        {
            _ = await source.ByteAsync(cancellation).ConfigureAwait(false);
            if (await source.PeekAsync(cancellation).ConfigureAwait(false) is var next && (next < 0 || char.IsAsciiDigit((char)next)))
            {
                return Outcome.Ended;
            }

            if (last == end)
            {
                return Outcome.Whole;
            }
        }

        return last - end > limits.EntryBytes ? Outcome.Broken
            : await source.TakeAsync(last - source.Position, cancellation).ConfigureAwait(false) ? await TagAsync(cancellation).ConfigureAwait(false) : Outcome.Cut;
    }

    static Part Root(ReadOnlyMemory<byte> name) => name.Span switch
    {
        var n when n.SequenceEqual("request"u8) => Part.Request,
        var n when n.SequenceEqual("response"u8) => Part.Response,
        var n when n.SequenceEqual("websocket"u8) => Part.Websocket,
        var n when n.SequenceEqual("messages"u8) => Part.Messages,
        var n when n.SequenceEqual("client_conn"u8) || n.SequenceEqual("server_conn"u8) => Part.Connection,
        _ => Part.Unread,
    };

    static Part Request(ReadOnlyMemory<byte> name) =>
        name.Span.StartsWith("timestamp"u8) || name.Span.SequenceEqual("http_version"u8) ? Part.Unread : Part.Read;

    static Part Websocket(ReadOnlyMemory<byte> name) => name.Span.SequenceEqual("messages"u8) ? Part.Messages : Part.Unread;

    /// <summary>Takes the bytes of a value; false when the file ends before.</summary>
    async ValueTask<bool> ValueAsync(Part part, long size, CancellationToken cancellation)
    {
        if (part is Part.Unread or Part.Read)
        {
            return await source.ValueAsync(size, part == Part.Read, cancellation).ConfigureAwait(false);
        }

        var end = source.Position + size;
        while (source.Position < end)
        {
            var outcome = part switch
            {
                Part.Messages => await MessageAsync(end, cancellation).ConfigureAwait(false),
                Part.Request => await MemberAsync(end, Request, cancellation).ConfigureAwait(false),
                Part.Websocket => await MemberAsync(end, Websocket, cancellation).ConfigureAwait(false),
                _ => await MemberAsync(end, _ => Part.Unread, cancellation).ConfigureAwait(false),
            };
            if (outcome != Outcome.Whole)
            {
                // Whoever reads the record says what is broken in it.
                isDoubtful = true;
                return outcome == Outcome.Broken && await source.TakeAsync(end - source.Position, cancellation).ConfigureAwait(false);
            }
        }

        return true;
    }

    /// <summary>Takes a message: before its content stands whether the client sent it; one that came in is not read.</summary>
    async ValueTask<Outcome> MessageAsync(long end, CancellationToken cancellation)
    {
        var size = await LengthAsync(cancellation).ConfigureAwait(false);
        if (size < 0 || source.Position + size >= end)
        {
            return size == Cut ? Outcome.Cut : Outcome.Broken;
        }

        var last = source.Position + size;
        for (var (isKnown, isSent, isContent) = (false, true, false); source.Position < last;)
        {
            size = await LengthAsync(cancellation).ConfigureAwait(false);
            if (size < 0 || source.Position + size >= last)
            {
                return size == Cut ? Outcome.Cut : Outcome.Broken;
            }

            var first = size > 0 ? await source.PeekAsync(cancellation).ConfigureAwait(false) : 0;
            if (!await source.ValueAsync(size, !isContent || isSent, cancellation, isContent ? LongReceived : int.MaxValue).ConfigureAwait(false))
            {
                return Outcome.Cut;
            }

            var tag = await source.PeekAsync(cancellation).ConfigureAwait(false);
            if (await TagAsync(cancellation).ConfigureAwait(false) is not Outcome.Whole and var outcome)
            {
                return outcome;
            }

            isContent = tag == '!' && !isKnown;
            (isKnown, isSent) = isContent ? (true, first == 't') : (isKnown, isSent);
        }

        return await TagAsync(cancellation).ConfigureAwait(false);
    }

    async ValueTask<Outcome> TagAsync(CancellationToken cancellation)
    {
        var tag = await source.PeekAsync(cancellation).ConfigureAwait(false);
        if (!TnetstringCursor.IsTag(tag))
        {
            return tag < 0 ? Outcome.Cut : Outcome.Broken;
        }

        _ = await source.ByteAsync(cancellation).ConfigureAwait(false);
        return Outcome.Whole;
    }

    /// <summary>Takes a length and its colon.</summary>
    async ValueTask<long> LengthAsync(CancellationToken cancellation)
    {
        long size = 0;
        for (var digits = 0; ; digits++)
        {
            var next = await source.PeekAsync(cancellation).ConfigureAwait(false);
            var isDigit = next >= 0 && char.IsAsciiDigit((char)next) && digits < TnetstringCursor.MostDigits;
            if (!isDigit && (next != ':' || digits == 0))
            {
                return next < 0 ? Cut : Other;
            }

            _ = await source.ByteAsync(cancellation).ConfigureAwait(false);
            if (!isDigit)
            {
                return size;
            }

            size = (size * 10) + next - '0';
        }
    }
}
