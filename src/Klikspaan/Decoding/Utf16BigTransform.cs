namespace Klikspaan.Decoding;

/// <summary>Text in UTF-16 (RFC 2781) with the high byte of each unit first; a byte order mark is left out.</summary>
public sealed class Utf16BigTransform : ITransform
{
    /// <inheritdoc/>
    public string Name => "utf-16be";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure) =>
        Utf16.TryDecode(source, isBigEndian: true, limits, out decoded, out failure);
}
