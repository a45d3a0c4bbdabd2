namespace Klikspaan.Importing;

/// <summary>What the head of a log says of the lines below it.</summary>
sealed record LogHead
{
    /// <summary>Most columns of a log.</summary>
    public const int MostColumns = 1000;

    /// <summary>What the log is of; empty where its format has but one kind.</summary>
    public string Path { get; init; } = "";

    /// <summary>The names of the columns, in order; none until the head has named them.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>What stands between two columns.</summary>
    public byte Separator { get; init; } = (byte)'\t';

    /// <summary>What stands where there is no value.</summary>
    public string Unset { get; init; } = "-";

    /// <summary>What stands where there is a list without elements.</summary>
    public string Empty { get; init; } = "(empty)";

    /// <summary>Whether it said that it began, and not yet that it ended.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Whether the lines below it are not read; <see cref="Fault"/> says why.</summary>
    public bool IsPassedOver { get; init; }

    /// <summary>What is wrong with the line that was read last.</summary>
    public EntryFault? Fault { get; init; }
}

/// <summary>A line of a log, and what its head says of it.</summary>
sealed record LogEntry(int Number, long Offset, long Length, ReadOnlyMemory<byte> Bytes, LogHead? Head)
    : CaptureEntry(Number, Offset, Length, Bytes, EntryKind.Exchange);
