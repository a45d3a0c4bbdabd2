using System.Buffers.Binary;
using System.Globalization;

namespace Klikspaan.Packets;

/// <summary>
/// The packets of a capture file, one after the other: pcap (draft-ietf-opsawg-pcap) or pcapng (draft-ietf-opsawg-pcapng), of either byte order.
/// Blocks of pcapng that hold no packet are passed over; what they are is counted.
/// </summary>
sealed class PacketFile(Stream stream, Limits limits)
{
    const uint Micro = 0xA1B2C3D4, Nano = 0xA1B23C4D, Section = 0x0A0D0D0A, ByteOrder = 0x1A2B3C4D, Description = 1, Secrets = 10;
    const int PcapHead = 24, MostInterfaces = 10_000, FirstRoom = 1 << 18;
    readonly List<PacketInterface> interfaces = [];
    byte[] room = new byte[FirstRoom];
    int at, filled;
    long position;
    bool hasBegun, isNext, isBig;

    /// <summary>The packet at hand.</summary>
    public CapturedPacket Current { get; private set; }

    /// <summary>What went wrong, and where; null while nothing did.</summary>
    public PacketFault? Fault { get; private set; }

    /// <summary>How many blocks hold secrets with which connections can be decrypted.</summary>
    public int SecretBlocks { get; private set; }

    /// <summary>How many bytes of the file were passed.</summary>
    public long Position => position + at;

    /// <summary>Whether bytes begin as a file of one of these formats does.</summary>
    public static bool Recognises(ReadOnlySpan<byte> head)
    {
        if (head.Length < PcapHead)
        {
            return false;
        }

        var magic = BinaryPrimitives.ReadUInt32LittleEndian(head);
        return magic is Micro or Nano || BinaryPrimitives.ReverseEndianness(magic) is Micro or Nano
            || (magic == Section && BinaryPrimitives.ReadUInt32LittleEndian(head[8..]) is ByteOrder or 0x4D3C2B1A);
    }

    /// <summary>Whether a file that begins like this is pcapng.</summary>
    public static bool IsNextGeneration(ReadOnlySpan<byte> head) => head.Length >= 4 && BinaryPrimitives.ReadUInt32LittleEndian(head) == Section;

    /// <summary>Goes to the next packet; false at the end of the file, or where it cannot be read on.</summary>
    public async ValueTask<bool> NextAsync(CancellationToken cancellation)
    {
        if (!hasBegun && !await BeginAsync(cancellation).ConfigureAwait(false))
        {
            return false;
        }

        while (Fault is null && await HasAsync(1, cancellation).ConfigureAwait(false))
        {
            var head = isNext ? PacketFrame.BlockEnds : PacketFrame.RecordHead;
            if (!await HasAsync(head, cancellation).ConfigureAwait(false))
            {
                return Stop("cut", "the rest of a block", Text($"{filled - at} bytes"));
            }

            if (isNext && IsNextGeneration(room.AsSpan(at)) && !BeginSection())
            {
                return Stop("frame", "a section with a byte order that is known", "another");
            }

            if (!isNext && !room.AsSpan(at, head).ContainsAnyExcept((byte)0))
            {
                return Stop("frame", "the head of a packet", "noughts, as stand at the end of a file that was not closed; the rest of the file was not read");
            }

            var length = PacketFrame.LengthOf(room.AsSpan(at), isNext, isBig);
            if (length < head || (isNext && length % 4 != 0) || length > uint.MaxValue / 4)
            {
                return Stop("frame", "the length of a block", Text($"{length}: the rest of the file was not read"));
            }

            if (length > limits.EntryBytes && !isNext)
            {
                return Stop("limit", Text($"a packet of at most {limits.EntryBytes} bytes"), Text($"{length}: the rest of the file was not read"));
            }

            if (length > limits.EntryBytes)
            {
                if (!await SkipAsync(length, cancellation).ConfigureAwait(false))
                {
                    return Stop("cut", Text($"a block of {length} bytes"), "the end of the file");
                }

                TooLarge++;
                continue;
            }

            if (!await HasAsync((int)length, cancellation).ConfigureAwait(false))
            {
                return Stop("cut", Text($"a block of {length} bytes"), Text($"{filled - at} bytes"));
            }

            var found = Block((int)length);
            at += (int)length;
            if (Fault is not null)
            {
                return false;
            }

            if (found is { } packet)
            {
                Current = packet;
                return true;
            }
        }

        return false;
    }

    /// <summary>How many blocks were too large to be read.</summary>
    public int TooLarge { get; private set; }

    /// <summary>How many packets are of an interface that was not described.</summary>
    public int Undescribed { get; private set; }

    async ValueTask<bool> BeginAsync(CancellationToken cancellation)
    {
        if (!await HasAsync(PcapHead, cancellation).ConfigureAwait(false) || !Recognises(room.AsSpan(at, filled - at)))
        {
            return Stop("frame", "the head of a capture file", "something else");
        }

        (hasBegun, isNext) = (true, IsNextGeneration(room));
        if (!isNext)
        {
            isBig = BinaryPrimitives.ReadUInt32BigEndian(room) is Micro or Nano;
            var units = PacketFrame.Number(room, isBig) == Nano ? PacketInterface.Nano : PacketInterface.Micro;
            interfaces.Add(new((int)(PacketFrame.Number(room.AsSpan(20), isBig) & 0xFFFF), units, 0, true));
            at = PcapHead;
        }

        return true;
    }

    /// <summary>A section begins, with a byte order and interfaces of its own.</summary>
    bool BeginSection()
    {
        interfaces.Clear();
        var order = BinaryPrimitives.ReadUInt32LittleEndian(room.AsSpan(at + 8));
        isBig = order != ByteOrder;
        return order == ByteOrder || BinaryPrimitives.ReverseEndianness(order) == ByteOrder;
    }

    CapturedPacket? Block(int length)
    {
        var block = room.AsSpan(at, length);
        if (isNext)
        {
            if (PacketFrame.Number(block[^4..], isBig) != length)
            {
                Stop("frame", "a block with its length at both ends", "two lengths: the rest of the file was not read");
                return null;
            }

            switch (PacketFrame.KindOf(block, isBig))
            {
                case Description:
                    Describe(block);
                    return null;
                case Secrets:
                    SecretBlocks++;
                    return null;
            }
        }

        if (PacketFrame.Read(block, isNext, isBig) is not { } frame)
        {
            return null;
        }

        if (frame.Interface >= interfaces.Count)
        {
            Undescribed++;
            return null;
        }

        var about = interfaces[frame.Interface];
        return new(Position, length, new(isNext, isBig, about.LinkType), frame.Interface, frame.Time is { } time ? about.Time(time) : null, Position + frame.At, room.AsMemory(at + frame.At, frame.Length));
    }

    void Describe(ReadOnlySpan<byte> block)
    {
        const int Options = 16, Resolution = 9, Offset = 14;
        if (interfaces.Count == MostInterfaces || block.Length < Options + 4)
        {
            return;
        }

        var (units, from) = (PacketInterface.Micro, 0L);
        for (var place = Options; place + 8 <= block.Length && PacketFrame.Half(block[place..], isBig) is > 0 and var code;)
        {
            int size = PacketFrame.Half(block[(place + 2)..], isBig);
            var value = block[(place + 4)..Math.Min(place + 4 + size, block.Length - 4)];
            if (code == Resolution && value.Length >= 1)
            {
                units = PacketInterface.Resolution(value[0]) ?? units;
            }
            else if (code == Offset && value.Length >= 8)
            {
                from = isBig ? BinaryPrimitives.ReadInt64BigEndian(value) : BinaryPrimitives.ReadInt64LittleEndian(value);
            }

            place += 4 + ((size + 3) & ~3);
        }

        interfaces.Add(new(PacketFrame.Half(block[8..], isBig), units, from, false));
    }

    bool Stop(string kind, string expected, string found)
    {
        // At the end of the file all that is left is meant; before it, how much was read ahead says nothing.
        var head = !hasBegun ? PcapHead : isNext ? PacketFrame.BlockEnds : PacketFrame.RecordHead;
        Fault = new(Position, kind == "cut" ? filled - at : Math.Min(filled - at, head), kind, expected, found);
        return false;
    }

    /// <summary>Whether this many bytes come next; reads them where necessary.</summary>
    async ValueTask<bool> HasAsync(int count, CancellationToken cancellation)
    {
        if (filled - at >= count)
        {
            return true;
        }

        position += at;
        if (count > room.Length)
        {
            var larger = new byte[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)count)];
            room.AsSpan(at, filled - at).CopyTo(larger);
            room = larger;
        }
        else
        {
            room.AsSpan(at, filled - at).CopyTo(room);
        }

        (filled, at) = (filled - at, 0);
        while (filled < count)
        {
            var read = await stream.ReadAsync(room.AsMemory(filled), cancellation).ConfigureAwait(false);
            if (read == 0)
            {
                return false;
            }

            filled += read;
        }

        return true;
    }

    async ValueTask<bool> SkipAsync(long count, CancellationToken cancellation)
    {
        while (count > 0)
        {
            if (!await HasAsync(1, cancellation).ConfigureAwait(false))
            {
                return false;
            }

            var part = (int)Math.Min(count, filled - at);
            (at, count) = (at + part, count - part);
        }

        return true;
    }

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Where a capture file could not be read on, and why.</summary>
sealed record PacketFault(long Offset, long Length, string Kind, string Expected, string Found);
