namespace Klikspaan.Linking;

/// <summary>Under what circumstances a program ran once: what was the same in two runs, and what was not, decides what a value can be said to follow.</summary>
/// <param name="Capture">SHA-256 of the capture.</param>
/// <param name="Run">Number of the run in it, from 1; 0 where a capture does not tell its runs apart.</param>
/// <param name="Device">Code of the device: equal for runs on the same one; empty when it is not known.</param>
/// <param name="Account">Code of the person or account; empty when it is not known.</param>
/// <param name="Installation">Code of the installation with its stored data; empty when it is not known.</param>
public sealed record RunContext(string Capture, int Run, string Device, string Account, string Installation)
{
    /// <summary>Whether device and person were invented for a recording: two of them can be one machine.</summary>
    public bool IsInvented { get; init; }

    /// <summary>What was different in another run.</summary>
    /// <param name="other">The other run.</param>
    /// <returns>Null where it is not known of both.</returns>
    public ContextChange? ChangeTo(RunContext other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return !IsKnown(Device, other.Device) || !IsKnown(Account, other.Account) || !IsKnown(Installation, other.Installation)
            ? Run > 0 && other.Run > 0 && Capture == other.Capture ? ContextChange.Restart : null
            : (Device == other.Device, Account == other.Account, Installation == other.Installation) switch
            {
                // One capture that does not tell its runs apart cannot be compared with itself.
                (true, true, true) => ContextChange.Restart,
                (true, true, false) => ContextChange.Installation,
                (true, false, _) => ContextChange.Account,
                (false, true, _) => ContextChange.Device,
                (false, false, _) => IsInvented && other.IsInvented ? ContextChange.Invented : ContextChange.Both,
            };
    }

    static bool IsKnown(string one, string other) => one.Length > 0 && other.Length > 0;
}
