namespace Klikspaan.Tests;

/// <summary>What a tester types, each line so many seconds after the one before; the clock stands still in between.</summary>
sealed class TypedLines(DateTimeOffset start, params (double Seconds, string Text)[] lines) : TextReader
{
    int next;

    /// <summary>The clock that goes on as lines are read.</summary>
    public MovingClock Clock { get; } = new() { Now = start };

    /// <summary>Called before a line is given, with its number from 0.</summary>
    public Action<int> Reading { get; init; } = _ => { };

    public override string? ReadLine()
    {
        Reading(next);
        if (next >= lines.Length)
        {
            return null;
        }

        Clock.Now += TimeSpan.FromSeconds(lines[next].Seconds);
        return lines[next++].Text;
    }

    /// <summary>A clock that is moved by hand.</summary>
    public sealed class MovingClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
