using System.Globalization;
using System.Text;

namespace Klikspaan.Importing;

/// <summary>Reads values of a record: text, numbers, times, and members by name; what is of another type than expected is as if it were not there.</summary>
readonly struct FlowValues(CaptureEntry entry)
{
    /// <summary>The member of names and values with this name; no value when there is none.</summary>
    public TnetstringValue Member(TnetstringValue container, ReadOnlySpan<byte> name) =>
        container.Tag == '}' ? new TnetstringCursor(entry, container).Find(name) : default;

    /// <summary>The bytes of a value.</summary>
    public ReadOnlyMemory<byte> Bytes(TnetstringValue value) => entry.Bytes.Slice(value.At, value.Length);

    /// <summary>The text of a member; empty when there is none.</summary>
    public string Text(TnetstringValue container, ReadOnlySpan<byte> name) => Text(Member(container, name));

    /// <summary>The text of a value; empty when it is none.</summary>
    public string Text(TnetstringValue value) => value.IsText && value.LeftOut == 0 ? Encoding.UTF8.GetString(Bytes(value).Span) : "";

    /// <summary>Whether a member is true.</summary>
    public bool IsTrue(TnetstringValue container, ReadOnlySpan<byte> name) => IsTrue(Member(container, name));

    /// <summary>Whether a value is true.</summary>
    public bool IsTrue(TnetstringValue value) => value.Tag == '!' && Bytes(value).Span.SequenceEqual("true"u8);

    /// <summary>A whole number; null when it is none.</summary>
    public int? Number(TnetstringValue value) =>
        value.Tag == '#' && int.TryParse(Bytes(value).Span, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>A time in seconds since 1970, to the microsecond: a double holds no more of it.</summary>
    public DateTimeOffset? Time(TnetstringValue value)
    {
        // From the first second of year 1 to the last of 9999.
        const double First = -62_135_596_800, Last = 253_402_300_799;
        if (value.Tag is not ((byte)'^' or (byte)'#') || !double.TryParse(Bytes(value).Span, NumberStyles.Float, CultureInfo.InvariantCulture, out var time) || time is not (>= First and <= Last))
        {
            return null;
        }

        // The fraction is exact, so this rounds as the tool itself does where it writes a time as text.
        var seconds = Math.Truncate(time);
        return DateTimeOffset.UnixEpoch.AddSeconds(seconds).AddTicks((long)Math.Round((time - seconds) * 1_000_000) * TimeSpan.TicksPerMicrosecond);
    }

    /// <summary>The element of a list at a position; no value when there is none.</summary>
    public TnetstringValue Element(TnetstringValue list, int position)
    {
        var cursor = new TnetstringCursor(entry, list);
        for (var i = 0; list.Tag == ']' && cursor.Next(out var value); i++)
        {
            if (i == position)
            {
                return value;
            }
        }

        return default;
    }
}
