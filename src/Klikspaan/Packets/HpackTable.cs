namespace Klikspaan.Packets;

/// <summary>The fields that a connection has sent before, newest first (RFC 7541, sections 2.3.2 and 4).</summary>
sealed class HpackTable
{
    /// <summary>What the table may hold until the sender says otherwise (RFC 9113, section 6.5.2).</summary>
    public const int Usual = 4096;

    readonly List<HpackField> oldestFirst = [];
    int first;

    /// <summary>How many fields it holds.</summary>
    public int Count => oldestFirst.Count - first;

    /// <summary>What they count for (section 4.1).</summary>
    public int Size { get; private set; }

    /// <summary>What they may count for.</summary>
    public int Capacity { get; private set; } = Usual;

    /// <summary>A field by its age; 0 is the newest.</summary>
    public HpackField this[int age] => oldestFirst[^(age + 1)];

    /// <summary>Adds a field; older ones make room for it, and one that is larger than the table leaves it empty (section 4.4).</summary>
    public void Add(HpackField field)
    {
        Shrink(Capacity - field.Size);
        if (field.Size <= Capacity)
        {
            oldestFirst.Add(field);
            Size += field.Size;
        }
    }

    /// <summary>Changes what it may hold (section 4.3).</summary>
    public void Resize(int capacity)
    {
        Capacity = capacity;
        Shrink(capacity);
    }

    void Shrink(int size)
    {
        while (Count > 0 && Size > size)
        {
            Size -= oldestFirst[first].Size;
            oldestFirst[first++] = default;
        }

        // Moved only when half of it is empty, so that leaving costs no more than entering.
        if (first > 64 && first > oldestFirst.Count / 2)
        {
            oldestFirst.RemoveRange(0, first);
            first = 0;
        }
    }
}
