namespace Klikspaan.Recording.Sending;

/// <summary>The process that sent something.</summary>
/// <param name="SharedWith">
/// Further processes that hold the same socket, such as a child that was forked after it was opened; any of them may have
/// sent. The sender is then the one that was started first, for a socket goes from parent to child.
/// </param>
sealed record SendingProcess(int Pid, int OuterPid, string Executable, IReadOnlyList<string> CommandLine, IReadOnlyList<RunningProcess> SharedWith)
    : RunningProcess(Pid, OuterPid, Executable, CommandLine);
