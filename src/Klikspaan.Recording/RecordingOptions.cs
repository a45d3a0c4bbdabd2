namespace Klikspaan.Recording;

/// <summary>What to record, and how.</summary>
public sealed record RecordingOptions
{
    /// <summary>The program and its arguments.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The folder that it is started in.</summary>
    public required string Folder { get; init; }

    /// <summary>The folder in which the recording is kept: the program must not see it, and must not be started in it.</summary>
    public string? Dossier { get; init; }

    /// <summary>How it is kept from the network.</summary>
    public RecordingMode Mode { get; init; }

    /// <summary>Whether it sees the tester's own home instead of an empty, invented one.</summary>
    public bool KeepHome { get; init; }

    /// <summary>An earlier recording of which the invented device is used again, so that only what is meant to differ does; null for a new one.</summary>
    public EarlierRecording? Earlier { get; init; }

    /// <summary>How often it is run, one run after the other, in the same home.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>How long it must have sent nothing, once it has ended and left processes behind, before those are stopped.</summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>When it is stopped although it has not ended; null for never.</summary>
    public TimeSpan? MaxTime { get; init; }

    /// <summary>Variables that it gets besides: <c>NAME</c> or <c>NAME=VALUE</c>.</summary>
    public IReadOnlyList<string> Variables { get; init; } = [];

    /// <summary>Whether requests go on to the real server and come back (proxy mode only).</summary>
    public bool PassThrough { get; init; }
}
