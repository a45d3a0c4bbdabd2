namespace Klikspaan.Bench.Generating;

/// <summary>A kind of request.</summary>
/// <param name="Weight">How many of a hundred are of this kind.</param>
/// <param name="Host">Where it goes.</param>
/// <param name="Path">Segments of its path.</param>
/// <param name="Write">Writes the content; the value is in it if there is one.</param>
sealed record Kind(int Weight, string Host, string[] Path, Action<Requests, Request, Filled?> Write)
{
    /// <summary>Where a value goes that is put into the content.</summary>
    public string Content { get; init; } = "body";

    /// <summary>Whether values are wrapped in further layers more often than not.</summary>
    public bool IsNested { get; init; }
}
