using System.Security.Cryptography;

namespace Klikspaan.Cli;

/// <summary>Where a command reads and writes: the real console, or a test's text.</summary>
sealed record Shell(TextWriter Out, TextWriter Error, TimeProvider Time, string Folder, bool IsTerminal, bool IsInteractive, TextReader In)
{
    /// <summary>Whether a person sees what goes to standard error.</summary>
    public bool IsErrorTerminal { get; init; }

    /// <summary>Gives a number from 0 to below the one given, that nobody can predict.</summary>
    public Func<int, int> Below { get; init; } = RandomNumberGenerator.GetInt32;

    /// <summary>The same, writing to standard error what else goes to standard output: for a command whose standard output is another program's.</summary>
    public Shell OnError() => this with { Out = Error, IsTerminal = IsErrorTerminal };

    // Room for more characters is a large object, whose making runs the collector: 9 ms at the end of every command.
    const int Buffered = 1 << 14;

    /// <summary>The real console.</summary>
    public static Shell Real() => new(
        new StreamWriter(Console.OpenStandardOutput(), bufferSize: Buffered) { AutoFlush = false },
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
