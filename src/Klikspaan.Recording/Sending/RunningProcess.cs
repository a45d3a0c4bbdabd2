namespace Klikspaan.Recording.Sending;

/// <summary>A process of the recorded program.</summary>
/// <param name="Pid">Its number as the program itself sees it: in the innermost process namespace.</param>
/// <param name="OuterPid">Its number as the recorder sees it.</param>
/// <param name="Executable">The file that it runs, as the system says; only its name when the process is ending, empty when not even that is known.</param>
/// <param name="CommandLine">The words with which it was started, as it says itself: a process can change them. No more than 64 kB.</param>
record RunningProcess(int Pid, int OuterPid, string Executable, IReadOnlyList<string> CommandLine);
