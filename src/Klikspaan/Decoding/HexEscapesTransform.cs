namespace Klikspaan.Decoding;

/// <summary>Bytes written as a backslash, an x and two hexadecimal digits, as logs write them; a backslash that begins no escape stands for itself.</summary>
public sealed class HexEscapesTransform : ITransform
{
    /// <inheritdoc/>
    public string Name => "hex-escapes";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        (decoded, failure) = (HexEscapes.Decode(source), default);
        return true;
    }
}
