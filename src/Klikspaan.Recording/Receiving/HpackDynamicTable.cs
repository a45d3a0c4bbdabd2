namespace Klikspaan.Recording.Receiving;

/// <summary>Fields that were sent before on this connection (RFC 7541, sections 2.3.2 and 4).</summary>
sealed class HpackDynamicTable
{
    /// <summary>What the table may hold until the encoder says otherwise, and what the server announces (RFC 9113, section 6.5.2).</summary>
    public const int Announced = 4096;

    /// <summary>Most that an encoder may ask for.</summary>
    public const int Most = 64 << 10;

    readonly List<SentField> oldestFirst = [];
    int first;
    int capacity = Announced;

    /// <summary>Fields in the table.</summary>
    public int Count => oldestFirst.Count - first;

    /// <summary>What they count for (section 4.1).</summary>
    public int Used { get; private set; }

    /// <summary>A field; 0 is the newest.</summary>
    public SentField this[int age] => oldestFirst[^(age + 1)];

    /// <summary>Adds a field; older ones make room, and one that is larger than the table empties it (section 4.4).</summary>
    public void Add(SentField field)
    {
        Shrink(capacity - field.Size);
        if (field.Size <= capacity)
        {
            oldestFirst.Add(field);
            Used += field.Size;
        }
    }

    /// <summary>Sets how much the table may hold (section 4.3).</summary>
    public void Resize(int size)
    {
        capacity = size;
        Shrink(size);
    }

    void Shrink(int size)
    {
        while (Count > 0 && Used > size)
        {
            Used -= oldestFirst[first].Size;
            oldestFirst[first++] = default;
        }

        // The list is moved only when half of it is empty, so that leaving costs no more than entering.
        if (first > 64 && first > oldestFirst.Count / 2)
        {
            oldestFirst.RemoveRange(0, first);
            first = 0;
        }
    }
}
