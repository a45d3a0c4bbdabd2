namespace Klikspaan;

/// <summary>Notes of one reading at one path; they hold numbers only, so that no request is kept alive by a path that outlives it.</summary>
struct PathMarks
{
    /// <summary>No value stands at this very path.</summary>
    public const int NoItem = -1;

    /// <summary>It was not yet asked to which event the path belongs.</summary>
    public const int NotAsked = -2;

    /// <summary>The path belongs to no event.</summary>
    public const int NoEvent = -1;

    /// <summary>The reading that these notes are of.</summary>
    public int Reading;

    /// <summary>Number of the first value at this very path, or <see cref="NoItem"/>.</summary>
    public int Item;

    /// <summary>Number of the event that it belongs to, or <see cref="NoEvent"/> or <see cref="NotAsked"/>.</summary>
    public int Event;
}
