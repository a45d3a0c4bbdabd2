using System.Buffers.Binary;
using System.Globalization;
using System.Text.Unicode;

namespace Klikspaan.Decoding;

/// <summary>A number, date, truth value or null of a binary property list, with its marker, as text.</summary>
public sealed class BinaryPropertyListTransform : INumberTransform
{
    internal const string StepName = "bplist-scalar";
    static readonly DateTime Epoch = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <inheritdoc/>
    public string Name => StepName;

    /// <inheritdoc/>
    public bool TryDecode(ReadOnlySpan<byte> source, Limits limits, out byte[] decoded, out Failure failure) =>
        INumberTransform.TryDecode(this, source, "a number, date, truth value or null of a binary property list", out decoded, out failure);

    /// <inheritdoc/>
    bool INumberTransform.TryWrite(ReadOnlySpan<byte> source, Span<byte> target, out int written) => TryWrite(source, target, out written);

    /// <summary>How many bytes a value with this marker has; 0 when it is none of these.</summary>
    internal static int Size(byte marker) => marker switch
    {
        0x00 or 0x08 or 0x09 => 1,
        >= 0x10 and <= 0x14 => 1 + (1 << (marker & 0x0F)),
        0x22 => 5,
        0x23 or 0x33 => 9,
        >= 0x80 and <= 0x8F => 2 + (marker & 0x0F),
        _ => 0,
    };

    internal static bool TryWrite(ReadOnlySpan<byte> source, Span<byte> target, out int written)
    {
        written = 0;
        if (source.IsEmpty || Size(source[0]) != source.Length)
        {
            return false;
        }

        var rest = source[1..];
        return source[0] switch
        {
            0x00 => Utf8.TryWrite(target, $"null", out written),
            0x08 => Utf8.TryWrite(target, $"false", out written),
            0x09 => Utf8.TryWrite(target, $"true", out written),
            0x13 => BinaryPrimitives.ReadInt64BigEndian(rest).TryFormat(target, out written, default, CultureInfo.InvariantCulture),
            0x22 => BinaryPrimitives.ReadSingleBigEndian(rest).TryFormat(target, out written, default, CultureInfo.InvariantCulture),
            0x23 => BinaryPrimitives.ReadDoubleBigEndian(rest).TryFormat(target, out written, default, CultureInfo.InvariantCulture),
            0x33 => TryDate(BinaryPrimitives.ReadDoubleBigEndian(rest), target, out written),
            _ => TryWhole(rest, target, out written),
        };
    }

    /// <summary>A whole number; one of sixteen bytes has a sign, and fits when it needs no more than the text may have.</summary>
    static bool TryWhole(ReadOnlySpan<byte> bytes, Span<byte> target, out int written)
    {
        Span<byte> wide = stackalloc byte[16];
        wide.Clear();
        bytes.CopyTo(wide[^bytes.Length..]);
        return BinaryPrimitives.ReadInt128BigEndian(wide).TryFormat(target, out written, default, CultureInfo.InvariantCulture);
    }

    static bool TryDate(double seconds, Span<byte> target, out int written)
    {
        written = 0;
        return seconds > (DateTime.MinValue - Epoch).TotalSeconds && seconds < (DateTime.MaxValue - Epoch).TotalSeconds - 1
            && Epoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)).TryFormat(target, out written, "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);
    }
}
