namespace Klikspaan.Importing;

/// <summary>An element of an item in a Burp export: what stands between its tags.</summary>
/// <param name="Offset">Where that begins in the file.</param>
/// <param name="Length">How long it is in the file.</param>
/// <param name="Bytes">Its bytes; only the first of them when they are too many.</param>
/// <param name="IsBase64">Whether its start tag says that it is base64.</param>
sealed record BurpField(long Offset, long Length, ReadOnlyMemory<byte> Bytes, bool IsBase64)
{
    /// <summary>The address that its start tag names; empty when it names none.</summary>
    public string Address { get; init; } = "";

    /// <summary>Whether more bytes stand in the file than were kept.</summary>
    public bool IsTooLarge => Bytes.Length < Length;
}
