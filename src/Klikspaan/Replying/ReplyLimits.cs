namespace Klikspaan.Replying;

/// <summary>Bounds that keep a hostile reply from exhausting the machine; reaching one is a <see cref="Problem"/>.</summary>
public sealed record ReplyLimits
{
    /// <summary>Bounds that suit a laptop.</summary>
    public static ReplyLimits Default { get; } = new();

    /// <summary>Most bytes of one value, of a line and of a tag; of a longer one each piece is a value.</summary>
    public int ValueBytes { get; init; } = 1 << 20;

    /// <summary>Most bytes of one row of a table.</summary>
    public int RowBytes { get; init; } = 8 << 20;

    /// <summary>Most values that are held together as what one record says; of a larger one each part is a record.</summary>
    public int RecordValues { get; init; } = 10_000;

    /// <summary>Most objects, lists and elements within each other.</summary>
    public int Nesting { get; init; } = 64;

    /// <summary>Most problems that are kept of one reply; the rest is counted.</summary>
    public int Problems { get; init; } = 100;

    /// <summary>Most files in the archives of one reply together.</summary>
    public int Files { get; init; } = 10_000;

    /// <summary>Most archives within each other.</summary>
    public int Archives { get; init; } = 3;

    /// <summary>Most bytes to which one file of an archive may unpack.</summary>
    public int UnpackedBytes { get; init; } = 64 << 20;

    /// <summary>Most bytes to which all files of the archives of one reply may unpack together.</summary>
    public long AllUnpackedBytes { get; init; } = 4L << 30;
}
