namespace Klikspaan;

/// <summary>Room for the bytes that are made of one exchange and forgotten with it. For one thread at a time.</summary>
/// <remarks>Cost: nothing but the bytes; new arrays for them were most of what the collector had to collect.</remarks>
sealed class ByteRoom(int size)
{
    readonly byte[] bytes = GC.AllocateUninitializedArray<byte>(size);
    int used;

    /// <summary>Forgets all that was put in it.</summary>
    public void Clear() => used = 0;

    /// <summary>How many bytes are taken; <see cref="BackTo"/> gives back all that was taken since.</summary>
    public int Mark => used;

    /// <summary>Room for this many bytes.</summary>
    public bool TryTake(int length, out Memory<byte> room)
    {
        if (length > bytes.Length - used)
        {
            room = default;
            return false;
        }

        room = bytes.AsMemory(used, length);
        used += length;
        return true;
    }

    /// <summary>Gives back what was taken since the mark.</summary>
    public void BackTo(int mark) => used = mark;

    /// <summary>The text of a JSON string, which a reader of JSON accepted; in an array of its own where there is no room, or none at all.</summary>
    public static ReadOnlyMemory<byte> Unescape(ByteRoom? room, ReadOnlySpan<byte> source)
    {
        // Text is never longer than its escaped form.
        if (room is null || !room.TryTake(source.Length, out var text))
        {
            return JsonEscapes.Unescape(source);
        }

        if (!JsonEscapes.TryUnescape(source, text.Span, out var written, out var bad))
        {
            throw new ArgumentException($"no JSON string: byte {bad}", nameof(source));
        }

        room.BackTo(room.Mark - source.Length + written);
        return text[..written];
    }
}
