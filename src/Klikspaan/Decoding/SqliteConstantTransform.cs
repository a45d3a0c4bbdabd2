namespace Klikspaan.Decoding;

/// <summary>The byte in the head of a row of SQLite that is a value by itself: type 8 is the number 0 and type 9 the number 1.</summary>
public sealed class SqliteConstantTransform : INumberTransform
{
    /// <inheritdoc/>
    public string Name => "sqlite-constant";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure) =>
        INumberTransform.TryDecode(this, source, "the byte 8 or 9", out decoded, out failure);

    /// <inheritdoc/>
    bool INumberTransform.TryWrite(ReadOnlySpan<byte> source, Span<byte> target, out int written)
    {
        var isConstant = source is [8 or 9];
        written = isConstant ? 1 : 0;
        if (isConstant)
        {
            target[0] = (byte)('0' + source[0] - 8);
        }

        return isConstant;
    }
}
