namespace Klikspaan.Packets;

/// <summary>How the bytes at a place of a header block give a text (RFC 7541).</summary>
enum HpackForm
{
    /// <summary>They are the text.</summary>
    Plain,

    /// <summary>They are the text in the Huffman code (section 5.2).</summary>
    Huffman,

    /// <summary>They are the number of the text in the static table (appendix A): the text itself was never sent.</summary>
    Static,
}
