namespace Klikspaan.Importing;

/// <summary>What a client sent before it was known what is spoken from there on.</summary>
/// <param name="talk">The connection, of which it takes room.</param>
sealed class HeldBytes(TcpTalk talk)
{
    const int Most = 64 << 10;
    readonly List<(ReadOnlyMemory<byte> Bytes, long At)> pieces = [];
    int room;

    /// <summary>Holds bytes; false when these were the last for which there is room.</summary>
    public bool Add(ReadOnlyMemory<byte> bytes, long at)
    {
        room += talk.Ask(bytes.Length);
        pieces.Add((bytes.ToArray(), at));
        return room <= Most && room >= pieces.Sum(p => p.Bytes.Length);
    }

    /// <summary>Gives all of it, and holds none of it any more.</summary>
    public IReadOnlyList<(ReadOnlyMemory<byte> Bytes, long At)> Take()
    {
        var held = pieces.ToList();
        pieces.Clear();
        talk.Release(room);
        room = 0;
        return held;
    }
}
