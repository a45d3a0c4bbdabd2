using System.Globalization;

namespace Klikspaan.Importing;

/// <summary>Times as Java writes a date: <c>Sun Feb 19 20:42:20 EST 2017</c>.</summary>
static class BurpTime
{
    /// <summary>
    /// Hours east of Greenwich of the zones whose abbreviation means one offset alone. Those that mean several (CST, PST, BST, IST and
    /// more) are not here: their time is not established.
    /// </summary>
    static readonly Dictionary<string, int> Zones = new(StringComparer.Ordinal)
    {
        ["GMT"] = 0, ["UTC"] = 0, ["UT"] = 0, ["Z"] = 0, ["WET"] = 0, ["WEST"] = 1, ["CET"] = 1, ["CEST"] = 2, ["EET"] = 2, ["EEST"] = 3,
        ["EST"] = -5, ["EDT"] = -4, ["MST"] = -7, ["MDT"] = -6, ["PDT"] = -7,
    };

    /// <summary>The time; null when it is none, or of a zone that is not known.</summary>
    public static DateTimeOffset? Read(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != 6 || Offset(words[4]) is not { } offset)
        {
            return null;
        }

        return DateTime.TryParseExact($"{words[1]} {words[2]} {words[3]} {words[5]}", "MMM d HH:mm:ss yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            && time.Ticks > offset.Ticks && time.Ticks - offset.Ticks <= DateTime.MaxValue.Ticks
            ? new DateTimeOffset(time, offset)
            : null;
    }

    static TimeSpan? Offset(string zone)
    {
        if (Zones.TryGetValue(zone, out var hours))
        {
            return TimeSpan.FromHours(hours);
        }

        return zone.StartsWith("GMT", StringComparison.Ordinal) && zone.Length == 9 && zone[3] is '+' or '-'
            && TimeSpan.TryParseExact(zone.AsSpan(4), @"hh\:mm", CultureInfo.InvariantCulture, out var offset) && offset.TotalHours <= 14
            ? (zone[3] == '-' ? -offset : offset)
            : null;
    }
}
