namespace Klikspaan.Decoding;

/// <summary>Text that lz-string packed into digits that stand in addresses as they are.</summary>
public sealed class LzStringUriTransform : ITransform
{
    /// <inheritdoc/>
    public string Name => "lz-string-uri";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure) =>
        LzStringTransform.TryDecode(source, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+-"u8, limits, out decoded, out failure);
}
