using System.Globalization;
using System.Text;

namespace Klikspaan;

/// <summary>Whether digits are most likely a moment.</summary>
static class Moments
{
    /// <summary>
    /// Whether a number is most likely a moment from 2001 to 2065: in seconds, milliseconds, microseconds or nanoseconds since 1970, in ticks of 100 ns since 1601 or the year 1, or
    /// written as a date such as 20261130125206.
    /// </summary>
    public static bool IsMoment(ReadOnlySpan<byte> value) =>
        ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && (IsSince(number, 1) || IsSince(number, 1_000) || IsSince(number, 1_000_000) || IsSince(number, 1_000_000_000)
            || number is (> 126_000_000_000_000_000 and < 147_000_000_000_000_000) or (> 631_000_000_000_000_000 and < 652_000_000_000_000_000)
            || IsCalendar(value));

    static bool IsSince(ulong number, ulong scale) => number / scale is >= 978_307_200 and < 3_000_000_000;

    static bool IsCalendar(ReadOnlySpan<byte> value) =>
        value.Length is 8 or 12 or 14 or 17 && value[0] is (byte)'1' or (byte)'2' && value[1] is (byte)'9' or (byte)'0'
        && DateOnly.TryParseExact(Encoding.ASCII.GetString(value[..8]), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
