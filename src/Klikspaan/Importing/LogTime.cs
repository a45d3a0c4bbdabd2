using System.Globalization;

namespace Klikspaan.Importing;

/// <summary>Times in logs; one without a year or a zone is none.</summary>
static class LogTime
{
    /// <summary>From this number on it is taken for milliseconds: as seconds it would be after the year 5000.</summary>
    const decimal Milliseconds = 100_000_000_000m;

    /// <summary>Seconds or milliseconds since 1970, with a fraction; null when it is none.</summary>
    public static DateTimeOffset? Epoch(ReadOnlySpan<byte> text)
    {
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (text.Length > 40 || !decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var value))
        {
            return null;
        }

        var seconds = value >= Milliseconds ? value / 1000 : value;
        return seconds < Milliseconds ? DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond)) : null;
    }

    /// <summary>A time as RFC 3339 has it, with its zone; null when it is none.</summary>
    public static DateTimeOffset? Stamp(string text)
    {
        string[] forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK"];
        var hasZone = text.Length > 19 && (text[^1] is 'Z' or 'z' || text.AsSpan(19).ContainsAny('+', '-'));
        return hasZone && DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
    }

    /// <summary>A date and a time of day that are in universal time; null when it is none.</summary>
    public static DateTimeOffset? Universal(string date, string time) => Stamp($"{date}T{time}Z");

    /// <summary>A time in the Common Log Format: <c>10/Oct/2026:13:55:36 +0200</c>; null when it is none.</summary>
    public static DateTimeOffset? Common(string text) =>
        text.Length == 26 && DateTimeOffset.TryParseExact(text.Insert(24, ":"), "dd/MMM/yyyy:HH:mm:ss zzz", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
