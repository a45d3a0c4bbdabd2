namespace Klikspaan.Cli;

/// <summary>Where a command reads and writes: the real console, or a test's text.</summary>
sealed record Shell(TextWriter Out, TextWriter Error, TimeProvider Time, string Folder, bool IsTerminal, bool IsInteractive, TextReader In)
{
    /// <summary>The real console.</summary>
    public static Shell Real() => new(
        new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16) { AutoFlush = false },
        Console.Error,
        TimeProvider.System,
        Environment.CurrentDirectory,
        !Console.IsOutputRedirected,
        !Console.IsInputRedirected && !Console.IsErrorRedirected,
        Console.In);
}
