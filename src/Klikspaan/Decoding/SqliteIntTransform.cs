using System.Globalization;

namespace Klikspaan.Decoding;

/// <summary>A whole number as a SQLite file holds it: one, two, three, four, six or eight bytes in two's complement, the highest first.</summary>
public sealed class SqliteIntTransform : INumberTransform
{
    /// <inheritdoc/>
    public string Name => "sqlite-int";

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure) =>
        INumberTransform.TryDecode(this, source, "1, 2, 3, 4, 6 or 8 bytes", out decoded, out failure);

    /// <inheritdoc/>
    bool INumberTransform.TryWrite(ReadOnlySpan<byte> source, Span<byte> target, out int written)
    {
        written = 0;
        return SqliteNumbers.TryInteger(source, out var value) && value.TryFormat(target, out written, default, CultureInfo.InvariantCulture);
    }
}
