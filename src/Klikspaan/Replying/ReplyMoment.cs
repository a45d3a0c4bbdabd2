using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Klikspaan.Replying;

/// <summary>A moment as a reply writes it down.</summary>
/// <param name="At">The first moment that it can be; UTC where no time zone is said.</param>
/// <param name="Span">How long that is: a day, a minute, a second, or nothing where it is said closer.</param>
/// <param name="HasZone">Whether its time zone is said.</param>
public readonly partial record struct ReplyMoment(DateTimeOffset At, TimeSpan Span, bool HasZone)
{
    const int Longest = 40;
    static readonly TimeSpan Slack = TimeSpan.FromSeconds(2);
    static readonly string[] Rfc1123 = ["ddd, dd MMM yyyy HH:mm:ss 'GMT'", "ddd, dd MMM yyyy HH:mm:ss zzz", "ddd, d MMM yyyy HH:mm:ss 'GMT'"];

    /// <summary>Whether it says more than a day.</summary>
    public bool HasTime => Span < TimeSpan.FromDays(1);

    /// <summary>Whether another moment can be this one: within what it says, and two seconds on either side.</summary>
    public bool Fits(DateTimeOffset other) => HasTime && other >= At - Slack && other <= At + Span + Slack;

    /// <summary>The last moment that it can be.</summary>
    public DateTimeOffset End => At + Span;

    /// <summary>Reads a moment: as ISO 8601 writes it, year first, as RFC 1123 does, or, in a field that holds a time, digits since 1970.</summary>
    /// <param name="value">The value as UTF-8.</param>
    /// <param name="isTime">Whether the name of its field says that it holds a time.</param>
    /// <returns>Null for what is none, and for days that can be read in two ways, such as 03/04/2026.</returns>
    public static ReplyMoment? Of(ReadOnlySpan<byte> value, bool isTime)
    {
        if (value.Length is < 8 or > Longest || !Ascii.IsValid(value))
        {
            return null;
        }

        if (!value.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return isTime ? OfNumber(value) : null;
        }

        var text = Encoding.ASCII.GetString(value);
        if (Iso().Match(text) is { Success: true } iso)
        {
            return OfIso(iso);
        }

        return char.IsAsciiLetter(text[0]) && DateTimeOffset.TryParseExact(text, Rfc1123, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? new(at.ToUniversalTime(), TimeSpan.FromSeconds(1), true)
            : null;
    }

    /// <summary>The moments that stand in a text, as ISO 8601 writes them; a hundred at most.</summary>
    public static IReadOnlyList<ReplyMoment> In(ReadOnlySpan<byte> text)
    {
        const int Most = 100;
        List<ReplyMoment> found = [];
        if (text.IndexOfAnyInRange((byte)'1', (byte)'2') < 0 || text.IndexOfAny((byte)'-', (byte)'/') < 0)
        {
            return found;
        }

        foreach (var match in Within().Matches(Encoding.Latin1.GetString(text)).Take(Most))
        {
            if (OfIso(match) is { } moment)
            {
                found.Add(moment);
            }
        }

        return found;
    }

    static ReplyMoment? OfNumber(ReadOnlySpan<byte> value)
    {
        if (!Moments.IsMoment(value) || !long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        const long Second = 3_000_000_000, Milli = Second * 1000, Micro = Milli * 1000;
        return number < Second ? new(DateTimeOffset.FromUnixTimeSeconds(number), TimeSpan.FromSeconds(1), true)
            : number < Milli ? new(DateTimeOffset.FromUnixTimeMilliseconds(number), TimeSpan.Zero, true)
            : number < Micro && value.Length == 16 ? new(DateTimeOffset.FromUnixTimeMilliseconds(number / 1000), TimeSpan.Zero, true)
            : null;
    }

    static ReplyMoment? OfIso(Match iso)
    {
        int Number(string group) => int.Parse(iso.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
        if (!DateOnly.TryParseExact($"{iso.Groups["y"].Value}-{iso.Groups["m"].Value}-{iso.Groups["d"].Value}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return null;
        }

        if (!iso.Groups["h"].Success)
        {
            return new(new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero), TimeSpan.FromDays(1), false);
        }

        int hour = Number("h"), minute = Number("n"), second = iso.Groups["s"].Success ? Math.Min(59, Number("s")) : 0;
        var zone = iso.Groups["z"];
        var offset = zone.Success && zone.ValueSpan[0] is '+' or '-' ? (Number("zh") * 60) + (iso.Groups["zm"].Success ? Number("zm") : 0) : 0;
        if (hour > 23 || minute > 59 || offset > 14 * 60 || day.Year is < 1900 or > 9000)
        {
            return null;
        }

        var fraction = iso.Groups["f"].Success ? double.Parse("0." + iso.Groups["f"].Value, CultureInfo.InvariantCulture) : 0;
        var at = day.ToDateTime(new TimeOnly(hour, minute, second)).AddSeconds(fraction).AddMinutes(zone.Success && zone.ValueSpan[0] == '-' ? offset : -offset);
        return new(new(at, TimeSpan.Zero), !iso.Groups["s"].Success ? TimeSpan.FromMinutes(1) : !iso.Groups["f"].Success ? TimeSpan.FromSeconds(1) : TimeSpan.Zero, zone.Success);
    }

    const string Pattern = @"(?<y>[12][0-9]{3})[-/](?<m>[0-9]{2})[-/](?<d>[0-9]{2})(?:[T ](?<h>[0-9]{2}):(?<n>[0-9]{2})(?::(?<s>[0-9]{2})(?:[.,](?<f>[0-9]{1,9}))?)?(?: ?(?<z>Z|UTC|[+-](?<zh>[0-9]{2}):?(?<zm>[0-9]{2})?))?)?";

    [GeneratedRegex("^" + Pattern + "$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Iso();

    [GeneratedRegex("(?<![0-9A-Za-z/-])" + Pattern + "(?![0-9A-Za-z/-])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Within();
}
