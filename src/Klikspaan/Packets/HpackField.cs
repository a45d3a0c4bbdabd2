namespace Klikspaan.Packets;

/// <summary>A header field as HPACK carried it (RFC 7541).</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Sent">What of this block stands for it: an index, or an index and a text, or two texts.</param>
/// <param name="IsRepeated">Whether the value stands elsewhere: it was sent before, and this block names only its number.</param>
readonly record struct HpackField(HpackText Name, HpackText Value, BytePlace Sent, bool IsRepeated)
{
    /// <summary>What each field counts for besides its bytes (section 4.1).</summary>
    public const int Overhead = 32;

    /// <summary>What it counts for in a table and in a list (section 4.1).</summary>
    public int Size => Name.Bytes.Length + Value.Bytes.Length + Overhead;
}
