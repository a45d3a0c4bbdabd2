namespace Klikspaan.Decoding;

/// <summary>Base64 with the alphabet for URLs and file names (RFC 4648 section 5), padding optional.</summary>
public sealed class Base64UrlTransform : ITransform
{
    static readonly Base64Transform Plain = new();

    /// <inheritdoc/>
    public string Name => "base64url";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure)
    {
        var at = source.IndexOfAny((byte)'+', (byte)'/');
        if (at >= 0)
        {
            decoded = [];
            failure = new(at, "base64url");
            return false;
        }

        var text = source.ToArray();
        text.AsSpan().Replace((byte)'-', (byte)'+');
        text.AsSpan().Replace((byte)'_', (byte)'/');
        return Plain.TryDecode(text, limits, out decoded, out failure);
    }
}
