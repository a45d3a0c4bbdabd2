namespace Klikspaan.Cli;

/// <summary>Where a command reads and writes: the real console, or a test's text.</summary>
sealed record Shell(TextWriter Out, TextWriter Error, TimeProvider Time, string Folder, bool IsTerminal, bool IsInteractive, TextReader In)
{
    /// <summary>Whether a person sees what goes to standard error.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>The same, writing to standard error what else goes to standard output: for a command whose standard output is another program's.</summary>
    public Shell OnError() => this with { Out = Error, IsTerminal = IsErrorTerminal };

    /// <summary>The real console.</summary>
    public static Shell Real() => new(
        new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16) { AutoFlush = false },
        Console.Error,
        TimeProvider.System,
        Environment.CurrentDirectory,
        !Console.IsOutputRedirected,
        !Console.IsInputRedirected && !Console.IsErrorRedirected,
        Console.In)
    {
        IsErrorTerminal = !Console.IsErrorRedirected,
    };
}
