namespace Klikspaan.Recording;

/// <summary>Keeps the last 64 kB of a stream, and counts all of it.</summary>
sealed class TailBuffer
{
    const int Kept = 64 << 10;
    readonly Lock gate = new();
    readonly byte[] ring = new byte[Kept];
    long seen;

    /// <summary>Bytes that came in.</summary>
    public long Seen
    {
        get
        {
            lock (gate)
            {
                return seen;
            }
        }
    }

    /// <summary>Takes bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            var skipped = Math.Max(0, bytes.Length - Kept);
            seen += skipped;
            foreach (var value in bytes[skipped..])
            {
                ring[(int)(seen++ % Kept)] = value;
            }
        }
    }

    /// <summary>Gives the last of it, and begins anew.</summary>
    public byte[] Take(out long all)
    {
        lock (gate)
        {
            all = seen;
            var length = (int)Math.Min(seen, Kept);
            var start = (int)(seen % Kept);
            byte[] tail = seen <= Kept ? ring[..length] : [.. ring[start..], .. ring[..start]];
            seen = 0;
            return tail;
        }
    }
}
