using System.Globalization;

namespace Klikspaan.Bench.Generating;

/// <summary>The time in the capture; each look at it is a little later.</summary>
sealed class Clock(Chance chance)
{
    DateTime now = new(2026, 1, 5, 9, 0, 0, DateTimeKind.Utc);

    public string Next()
    {
        now = now.AddMilliseconds(chance.Between(1, 70));
        return now.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
    }
}
