namespace Klikspaan;

/// <summary>The process that sent a request.</summary>
/// <param name="Pid">Its number while it was recorded; null when the capture does not say.</param>
/// <param name="Executable">Path of its program; empty when the capture does not say.</param>
/// <param name="CommandLine">The words that it was started with.</param>
public sealed record Sender(int? Pid, string Executable, IReadOnlyList<string> CommandLine);
