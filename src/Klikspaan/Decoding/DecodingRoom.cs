namespace Klikspaan.Decoding;

/// <summary>What a decoder keeps from one exchange to the next; one thread at a time works in it.</summary>
sealed class DecodingRoom(Limits limits)
{
    /// <summary>The paths that were seen; replaced between exchanges when there are too many.</summary>
    public PathTable Paths { get; private set; } = new();

    /// <summary>The containers that the reader of JSON stands in, outermost first.</summary>
    public JsonContainer[] Containers { get; } = new JsonContainer[limits.Nesting + 1];

    /// <summary>Makes room for the next exchange.</summary>
    public void Clear()
    {
        if (Paths.IsFull)
        {
            Paths = new();
            Array.Clear(Containers);
        }
    }
}

/// <summary>An object or list that is open.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Index">Position of the next element of a list; -1 in an object.</param>
record struct JsonContainer(ItemPath Path, int Index);
