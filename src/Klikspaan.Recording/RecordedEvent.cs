namespace Klikspaan.Recording;

/// <summary>Something that was recorded, for a person who looks on.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">The kind, as in the recording.</param>
/// <param name="Process">File name of the program that sent it; empty when it could not be established.</param>
/// <param name="ProcessId">Its process id; 0 when it could not be established.</param>
/// <param name="Host">Host or address.</param>
/// <param name="Bytes">Bytes that were sent.</param>
/// <param name="What">Method and path, or what else it was.</param>
/// <param name="Rule">The protocol file that knows it, or the general rule by which it was answered.</param>
public sealed record RecordedEvent(DateTimeOffset At, string Kind, string Process, int ProcessId, string Host, long Bytes, string What, string Rule)
{
    /// <summary>How many other processes held the same socket: any of them may have sent.</summary>
    public int OtherHolders { get; init; }
}
