namespace Klikspaan.Decoding;

/// <summary>One byte, 0 or 1, as false or true.</summary>
public sealed class BoolTransform : INumberTransform
{
    /// <inheritdoc/>
    public string Name => "bool";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure) =>
        INumberTransform.TryDecode(this, source, "0 or 1", out decoded, out failure);

    /// <inheritdoc/>
    bool INumberTransform.TryWrite(ReadOnlySpan<byte> source, Span<byte> target, out int written)
    {
        written = 0;
        if (source is not ([0] or [1]))
        {
            return false;
        }

        var text = source[0] == 0 ? "false"u8 : "true"u8;
        text.CopyTo(target);
        written = text.Length;
        return true;
    }
}
