namespace Klikspaan.Recording.Receiving;

/// <summary>A header field as it was sent; each character is one octet (Latin-1).</summary>
readonly record struct SentField(string Name, string Value)
{
    /// <summary>What the field counts for in RFC 9113, section 6.5.2 (MAX_HEADER_LIST_SIZE).</summary>
    public int Size => Name.Length + Value.Length + 32;
}
